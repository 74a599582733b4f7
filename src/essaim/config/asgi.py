"""The application as the production server runs it (docs/decisions/0002-server.md)."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "essaim.config.settings")

application = get_asgi_application()

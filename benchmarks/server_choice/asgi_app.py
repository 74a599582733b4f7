"""For hypercorn, which looks for a plain name in a module."""

from site_under_test import asgi as application

__all__ = ["application"]

"""The site's own settings, and an app of test tasks. For processes started by tests."""

from essaim.config.settings import *  # noqa: F403
from essaim.config.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.sites.chores"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
ROOT_URLCONF = "tests.sites.urls"
SILENCED_SYSTEM_CHECKS = ["models.W047"]

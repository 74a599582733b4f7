import tempfile

from django.test import TestCase, override_settings

from tests.factories.demo import load_whole_demo


class LoadedDemo(TestCase):
    """All demo editions, loaded once for the class; each test's own changes are undone."""

    @classmethod
    def setUpClass(cls) -> None:
        folder = cls.enterClassContext(tempfile.TemporaryDirectory())
        cls.enterClassContext(override_settings(MEDIA_ROOT=folder))
        super().setUpClass()

    @classmethod
    def setUpTestData(cls) -> None:
        cls.outcomes = load_whole_demo()

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "essaim.search"
    label = "search"

    def ready(self) -> None:
        import essaim.search.lookups  # noqa: F401 registers the lookup

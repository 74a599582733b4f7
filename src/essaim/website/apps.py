from django.apps import AppConfig


class WebsiteConfig(AppConfig):
    name = "essaim.website"
    label = "website"

    def ready(self) -> None:
        from essaim.website.queries.findable import register_kinds

        register_kinds()

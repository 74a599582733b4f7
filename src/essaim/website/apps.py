from django.apps import AppConfig


class WebsiteConfig(AppConfig):
    name = "essaim.website"
    label = "website"

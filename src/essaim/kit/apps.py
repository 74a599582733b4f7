from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "essaim.kit"
    label = "kit"

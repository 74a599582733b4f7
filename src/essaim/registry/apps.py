from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "essaim.registry"
    label = "registry"

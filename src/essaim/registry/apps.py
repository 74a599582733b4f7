from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "essaim.registry"
    label = "registry"

    def ready(self) -> None:
        from essaim.desk.uploads import register_holder
        from essaim.registry.holding import HOLDER

        register_holder(HOLDER)

from django.apps import AppConfig


class CallConfig(AppConfig):
    name = "essaim.call"
    label = "call"

    def ready(self) -> None:
        from essaim.call.deeds import DEEDS
        from essaim.forum import deeds

        deeds.DEEDS.update(DEEDS)

from django.apps import AppConfig


class CallConfig(AppConfig):
    name = "essaim.call"
    label = "call"

    def ready(self) -> None:
        from essaim.call.deeds import DEEDS
        from essaim.call.holding import HOLDER
        from essaim.desk.uploads import register_holder
        from essaim.forum import deeds

        deeds.DEEDS.update(DEEDS)
        register_holder(HOLDER)

from django.apps import AppConfig


class ForumConfig(AppConfig):
    name = "essaim.forum"
    label = "forum"

    def ready(self) -> None:
        from essaim.desk.uploads import register_holder
        from essaim.forum.holding import HOLDER

        register_holder(HOLDER)

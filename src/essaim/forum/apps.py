from django.apps import AppConfig


class ForumConfig(AppConfig):
    name = "essaim.forum"
    label = "forum"

    def ready(self) -> None:
        import essaim.forum.signals  # noqa: F401 connects them
        from essaim.desk.uploads import register_holder
        from essaim.forum.holding import HOLDER
        from essaim.forum.queries.findable import register_kinds

        register_holder(HOLDER)
        register_kinds()

from django.apps import AppConfig


class ForumConfig(AppConfig):
    name = "essaim.forum"
    label = "forum"

    def ready(self) -> None:
        import essaim.forum.signals  # noqa: F401 connects them
        from essaim.desk.mail_kinds import register_mail_kinds
        from essaim.desk.scopes import register_limits
        from essaim.desk.uploads import register_holder
        from essaim.forum.holding import HOLDER
        from essaim.forum.mail_kinds import MAIL_KINDS
        from essaim.forum.offices import register_source
        from essaim.forum.queries.findable import register_kinds
        from essaim.forum.queries.parts import SESSIONS
        from essaim.forum.queries.reach import editions_for_token

        register_holder(HOLDER)
        register_kinds()
        register_mail_kinds(MAIL_KINDS)
        register_source(SESSIONS)
        register_limits(editions_for_token)

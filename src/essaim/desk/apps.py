from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "essaim.desk"
    label = "desk"

    def ready(self) -> None:
        from allauth.mfa.signals import authenticator_added

        from essaim.desk.factor import note_set_up

        authenticator_added.connect(note_set_up)

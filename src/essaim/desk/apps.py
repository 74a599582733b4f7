from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "essaim.desk"
    label = "desk"

from django.apps import AppConfig


class ForumConfig(AppConfig):
    name = "essaim.forum"
    label = "forum"

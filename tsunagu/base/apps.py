from django.apps import AppConfig


class BaseConfig(AppConfig):
    name = "tsunagu.base"
    label = "base"

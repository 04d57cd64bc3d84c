from django.apps import AppConfig


class DoorsConfig(AppConfig):
    name = "tsunagu.doors"
    label = "doors"

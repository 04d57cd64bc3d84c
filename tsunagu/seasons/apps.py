from django.apps import AppConfig


class SeasonsConfig(AppConfig):
    name = "tsunagu.seasons"
    label = "seasons"

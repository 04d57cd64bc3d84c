from django.apps import AppConfig


class SpecialistsConfig(AppConfig):
    name = "tsunagu.specialists"
    label = "specialists"

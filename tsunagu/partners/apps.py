from django.apps import AppConfig


class PartnersConfig(AppConfig):
    name = "tsunagu.partners"
    label = "partners"

from django.apps import AppConfig


class ToolkitConfig(AppConfig):
    name = "tsunagu.toolkit"
    label = "toolkit"

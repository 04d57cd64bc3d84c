from django.apps import AppConfig


class GuidanceConfig(AppConfig):
    name = "tsunagu.guidance"
    label = "guidance"

from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "tsunagu.journal"
    label = "journal"

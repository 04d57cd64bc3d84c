from django.apps import AppConfig


class QuestionnairesConfig(AppConfig):
    name = "tsunagu.questionnaires"
    label = "questionnaires"

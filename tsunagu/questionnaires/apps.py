from django.apps import AppConfig


class QuestionnairesConfig(AppConfig):
    name = "tsunagu.questionnaires"
    label = "questionnaires"

    def ready(self) -> None:
        """Private answers go after their time."""
        from tsunagu.questionnaires.actions import erase_private_answers
        from tsunagu.vault.retention import register

        register("answers.private", erase_private_answers)

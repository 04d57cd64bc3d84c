from django.apps import AppConfig


class GuidanceConfig(AppConfig):
    name = "tsunagu.guidance"
    label = "guidance"

    def ready(self) -> None:
        """Needs and what came of them go after their time."""
        from tsunagu.guidance.actions.erasing import erase_old_needs
        from tsunagu.vault.retention import register

        register("need", erase_old_needs)

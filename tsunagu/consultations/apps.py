from django.apps import AppConfig


class ConsultationsConfig(AppConfig):
    name = "tsunagu.consultations"
    label = "consultations"

    def ready(self) -> None:
        """Records of consultations and cases go after their time."""
        from tsunagu.consultations.actions.case_erasing import erase_cases, erase_desks
        from tsunagu.consultations.actions.erasing import erase_consultations
        from tsunagu.vault.retention import register

        register("consultation", erase_consultations)
        register("case", erase_cases)
        register("desk", erase_desks)

from datetime import time

from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "tsunagu.vault"
    label = "vault"

    def ready(self) -> None:
        """The retention round every night."""
        from tsunagu.upkeep.registry import register_job, register_timetable
        from tsunagu.upkeep.timetable import Daily
        from tsunagu.vault.jobs import run_retention
        from tsunagu.vault.retention import erase_old_names, register

        register_job("retention.run", run_retention, label="保存期間が過ぎたものの消去")
        register_timetable("retention", kind="retention.run", due=Daily(time(3, 30)))
        register("journal.personal", erase_old_names)

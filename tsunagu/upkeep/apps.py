from datetime import time

from django.apps import AppConfig


class UpkeepConfig(AppConfig):
    name = "tsunagu.upkeep"
    label = "upkeep"

    def ready(self) -> None:
        """What upkeep does by the clock, for itself and for the journal below it."""
        from tsunagu.upkeep.jobs import seal_round, seal_whole, sweep
        from tsunagu.upkeep.registry import register_job, register_round, register_timetable
        from tsunagu.upkeep.timetable import Daily

        register_job("upkeep.sweep", sweep, label="古い記録の片づけ")
        register_timetable("sweep", kind="upkeep.sweep", due=Daily(time(4, 0)))
        register_round("journal-sealing", seal_round, every_seconds=3)
        register_job("journal.seal", seal_whole, label="操作記録の封じ込め")
        register_timetable("journal-sealing", kind="journal.seal", due=Daily(time(4, 30)))

from django.apps import AppConfig


class MatchingConfig(AppConfig):
    name = "tsunagu.matching"
    label = "matching"

    def ready(self) -> None:
        """Long searches run as jobs; who loses the seat at the event leaves the timetable."""
        from tsunagu.events.endings import register_ending
        from tsunagu.matching.actions.withdrawing import take_back
        from tsunagu.matching.jobs import solve_in_background
        from tsunagu.upkeep.registry import register_job

        register_job("board.solve", solve_in_background, label="相談会の組み合わせの計算", max_attempts=1)
        register_ending("timetable", take_back)

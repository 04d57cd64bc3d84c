from django.apps import AppConfig


class MatchingConfig(AppConfig):
    name = "tsunagu.matching"
    label = "matching"

    def ready(self) -> None:
        """Long searches run as jobs; who loses the seat, declines, or has a conflict leaves the timetable."""
        from tsunagu.consultations.endings import register_parting
        from tsunagu.events.endings import register_adviser_ending, register_ending
        from tsunagu.matching.actions.withdrawing import part, take_back, take_back_adviser
        from tsunagu.matching.jobs import solve_in_background
        from tsunagu.upkeep.registry import register_job

        register_job("board.solve", solve_in_background, label="相談会の組み合わせの計算", max_attempts=1)
        register_ending("timetable", take_back)
        register_adviser_ending("timetable", take_back_adviser)
        register_parting("timetable", part)

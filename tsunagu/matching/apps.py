from django.apps import AppConfig


class MatchingConfig(AppConfig):
    name = "tsunagu.matching"
    label = "matching"

    def ready(self) -> None:
        """Long searches run as jobs."""
        from tsunagu.matching.jobs import solve_in_background
        from tsunagu.upkeep.registry import register_job

        register_job("board.solve", solve_in_background, label="相談会の組み合わせの計算", max_attempts=1)

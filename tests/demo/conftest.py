from tests.demo.fixtures import demo_season, season_at_work

__all__ = ["demo_season", "season_at_work"]

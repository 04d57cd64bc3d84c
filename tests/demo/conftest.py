from tests.demo.fixtures import demo_season

__all__ = ["demo_season"]

"""Settings as they held on any day, for rounds that look at many cases with dates of their own."""

from collections.abc import Iterable
from datetime import date
from typing import Self

from tsunagu.upkeep.known_settings import Value, known_settings
from tsunagu.upkeep.models import Setting


class DatedNumbers:
    """Values of some settings of kind number with all their dated rows, newest first."""

    def __init__(self, rows: dict[str, list[tuple[date, Value]]]) -> None:
        self._rows = rows

    @classmethod
    def read(cls, codes: Iterable[str]) -> Self:
        """The settings of these codes: one query."""
        rows: dict[str, list[tuple[date, Value]]] = {code: [] for code in codes}
        dated = Setting.objects.filter(code__in=rows).order_by("-valid_from", "-version")
        for code, begins, value in dated.values_list("code", "valid_from", "value"):
            rows[code].append((begins, value))
        return cls(rows)

    def on(self, code: str, day: date) -> int:
        """What `queries.setting_number` says of that day, without a query."""
        default = known_settings()[code].default
        return int(next((value for begins, value in self._rows[code] if begins <= day), default))

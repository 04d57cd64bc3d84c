"""Settings and their dated rows in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from tsunagu.doors.office.words import value_words
from tsunagu.upkeep.known_settings import YES_NO, KnownSetting
from tsunagu.upkeep.models import Setting
from tsunagu.upkeep.queries import SettingRow


@dataclass(frozen=True, slots=True)
class DatedRow:
    """A row of a setting in words. `is_replaced`: a later row holds from the same day on."""

    value: str
    valid_from: date
    reason: str
    source: str
    set_by: str
    set_at: datetime
    is_replaced: bool = False


@dataclass(frozen=True, slots=True)
class SettingLine:
    """A setting with its rows in words. `current` None: the value shipped with the service holds."""

    code: str
    label: str
    value: str
    default: str
    source: str
    current: DatedRow | None
    coming: list[DatedRow]
    past: list[DatedRow]

    @property
    def anchor(self) -> str:
        """Where the setting stands on the page."""
        return f"setting-{self.code.replace('.', '-')}"


def setting_line(row: SettingRow) -> SettingLine:
    """A setting as the page shows it."""
    return SettingLine(
        code=row.known.code,
        label=row.known.label,
        value=value_words(row.known, row.value),
        default=value_words(row.known, row.known.default),
        source=row.known.source,
        current=dated_row(row.known, row.current) if row.current else None,
        coming=[dated_row(row.known, one, row.history) for one in reversed(row.coming)],
        past=[dated_row(row.known, one, row.history) for one in row.past],
    )


def dated_row(known: KnownSetting, row: Setting, others: Iterable[Setting] = ()) -> DatedRow:
    """One row in words, among the setting's other rows."""
    return DatedRow(
        value=value_words(known, row.value),
        valid_from=row.valid_from,
        reason=row.reason,
        source=row.source,
        set_by=row.set_by_name,
        set_at=row.set_at,
        is_replaced=any(one.valid_from == row.valid_from and one.version > row.version for one in others),
    )


def typed_words(known: KnownSetting, text: str) -> str:
    """A value as typed, in the same words: nothing is registered yet."""
    return value_words(known, YES_NO.get(text, text) if known.kind == "yes_no" else text)

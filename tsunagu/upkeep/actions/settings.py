"""Changing a setting: a new dated row, never an edit."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from tsunagu.base.actor import Actor
from tsunagu.base.calendar import day_of
from tsunagu.base.errors import RuleBrokenError
from tsunagu.journal.actions import record
from tsunagu.upkeep.known_settings import known_settings, read_value
from tsunagu.upkeep.models import Setting
from tsunagu.upkeep.queries import latest_version


@transaction.atomic
def change_setting(
    code: str,
    text: str,
    *,
    valid_from: date,
    reason: str,
    source: str = "",
    seen: int,
    by: Actor,
    at: datetime,
) -> Setting:
    """Let a setting have another value from a coming day on; running cases keep theirs.

    `text` as typed; `seen` = `latest_version(code)` when the form was shown. RuleBrokenError names its field.
    """
    known = known_settings().get(code)
    if known is None:
        raise RuleBrokenError("この設定はありません。")
    value = read_value(known, text)
    if not reason.strip():
        raise RuleBrokenError("変える理由を書いてください。", field="reason")
    if valid_from <= day_of(at):
        # a case begun this morning has asked with today's date: today's value must not change any more
        raise RuleBrokenError("明日より後の日付にしてください。", field="valid_from")
    row = Setting(
        code=code,
        version=seen + 1,
        value=value,
        valid_from=valid_from,
        source=source.strip(),
        reason=reason.strip(),
        set_by_code=by.code,
        set_by_name=by.name,
        set_at=at,
    )
    _add(row)
    record(
        "setting.changed", on=("Setting", code), by=by, at=at, reason=row.reason,
        value=value, valid_from=valid_from.isoformat(),
    )  # fmt: skip
    return row


def _add(row: Setting) -> None:
    if row.version != latest_version(row.code) + 1:
        raise RuleBrokenError("他の担当者が先に変更しました。画面を読み直してください。")
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as taken:
        raise RuleBrokenError("他の担当者が先に変更しました。画面を読み直してください。") from taken

"""Forms of support with their fees: yen for one session of two hours. Source: reference 10 (support_forms, price)."""

from collections.abc import Iterable, Mapping
from typing import Any

from tsunagu.reference.listing import support_forms
from tsunagu.specialists.application.fields import Field, Group, Kind
from tsunagu.specialists.content import Fee

NO_FORM = "none"
MOST_YEN = 9_999_999


def forms() -> list[str]:
    """The forms one can offer."""
    return [term.code for term in support_forms().current if term.code != NO_FORM]


def fee_groups() -> tuple[Group, ...]:
    """Four fields for every form."""
    return tuple(_group(form) for form in forms())


def _group(form: str) -> Group:
    name = support_forms()[form].name
    fields = (
        Field(key=form, label=f"「{name}」をします", kind=Kind.CHECK),
        Field(key=f"{form}_min", label="料金（円）いくらから", kind=Kind.NUMBER, most=MOST_YEN),
        Field(
            key=f"{form}_max", label="料金（円）いくらまで", kind=Kind.NUMBER, most=MOST_YEN,
            help="上限がなければ空のままにします。",
        ),
        Field(key=f"{form}_free", label="初回は無料", kind=Kind.CHECK),
    )  # fmt: skip
    return Group(title=name, fields=fields)


def fees_of(values: Mapping[str, Any]) -> tuple[Fee, ...]:
    """The fees of the forms offered. A form without a lowest fee counts as 0 (無料・応相談)."""
    return tuple(
        Fee(form, values.get(f"{form}_min") or 0, values.get(f"{form}_max"), bool(values.get(f"{form}_free")))
        for form in forms()
        if values.get(form)
    )


def fee_values(fees: Iterable[Fee]) -> dict[str, Any]:
    """The reverse of `fees_of`."""
    found: dict[str, Any] = {}
    for fee in fees:
        found |= {
            fee.form: True,
            f"{fee.form}_min": fee.min_yen,
            f"{fee.form}_max": fee.max_yen,
            f"{fee.form}_free": fee.first_free,
        }
    return found


def wrong_fees(values: Mapping[str, Any]) -> dict[str, str]:
    """Field → sentence, for what a form offered lacks or contradicts."""
    found: dict[str, str] = {}
    for form in forms():
        least, most = values.get(f"{form}_min"), values.get(f"{form}_max")
        if values.get(form) and least is None:
            found[f"{form}_min"] = "いくらからかを入れてください。無料・応相談は0です。"
        elif values.get(form) and most is not None and most < least:
            found[f"{form}_max"] = "「いくらまで」は「いくらから」より大きくしてください。"
    return found

"""Numbers and masks of a sheet in words of the screen. Plain functions."""

from tsunagu.base.money import yen
from tsunagu.reference.listing import prefectures

NAMED_PLACES = 4


def fee_words(least: int, most: int | None) -> str:
    """A fee for one session of two hours: 20,000円〜30,000円; without an end, 50,000円〜; nothing, 無料・応相談."""
    if most == 0:
        return "無料・応相談"
    if most is None:
        return f"{yen(least)}〜"
    if least == most:
        return yen(least)
    return f"{yen(least)}〜{yen(most)}"


def places_words(mask: int) -> str:
    """Where somebody visits: all 47 are 全国; more than four are named in part with how many more."""
    names = prefectures().names_in(mask)
    if not names:
        return "訪問なし"
    if len(names) == len(prefectures()):
        return "全国"
    if len(names) <= NAMED_PLACES:
        return "・".join(names)
    return f"{'・'.join(names[:NAMED_PLACES])} ほか{len(names) - NAMED_PLACES}"

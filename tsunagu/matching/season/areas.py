"""Which skill areas a guidance theme rests on, read from the menus (reference 01)."""

from collections import Counter
from functools import cache

from tsunagu.reference import menus


@cache
def areas_of(theme: str) -> tuple[str, ...]:
    """The areas most often asked for by the menus' needs that name this theme first; () for no or an unknown theme.

    T1 S1, T2 S2, T3 S3, T4 S4, T5 S3, T6 A7 S1 S2. Source: reference 01, `areas` and `themes` of each need. No
    published table gives areas by theme; the reading is ours (designed).
    """
    counts = Counter(area for need in menus.all_needs() if need.themes[:1] == (theme,) for area in need.areas)
    most = max(counts.values(), default=0)
    return tuple(sorted(area for area, count in counts.items() if count == most))

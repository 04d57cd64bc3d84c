"""How many variations of one search find whom, in one pass over the list. Plain functions from SQL to SQL.

Nearly all variations give up one question of the search. So only people who miss at most one are looked at closely;
whoever misses a second is passed over as soon as that is seen.
"""

from collections.abc import Collection, Sequence

WORTH_IT = 5  # with fewer questions, asking twice costs more than it saves (docs/explanation/speed.md)


def near(asked: Sequence[str], variations: Sequence[Collection[str]]) -> str:
    """Whom the search or one of its variations may find: a condition that holds for all of them, and few others."""
    groups = _given_up_together(list(dict.fromkeys(asked)), variations)
    return _one_missed(groups) if len(groups) >= WORTH_IT else "1 = 1"


def every(asked: Sequence[str]) -> str:
    """All of these questions; of none, everything holds."""
    return " AND ".join(dict.fromkeys(asked)) or "1 = 1"


def _given_up_together(asked: Sequence[str], variations: Sequence[Collection[str]]) -> list[str]:
    """The questions in groups: two that one variation gives up together count as one."""
    groups = [[question] for question in asked]
    for kept in variations:
        open_groups = [group for group in groups if any(question not in kept for question in group)]
        if len(open_groups) > 1:
            groups = [group for group in groups if group not in open_groups]
            groups.append([question for group in open_groups for question in group])
    return [every(group) for group in groups]


def _one_missed(asked: Sequence[str]) -> str:
    """At most one of these does not hold."""
    if len(asked) < 2:
        return "1 = 1"
    first, *others = asked
    return f"CASE WHEN {first} THEN {_one_missed(others)} ELSE {every(others)} END"

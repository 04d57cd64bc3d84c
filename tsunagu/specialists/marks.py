"""◎／○ from the skill survey: a pure function of answers.

Source: reference file 02 (評点表, 判定表) and 01 (columns 0 and 7); 19 no. 1 (以上, not より高い).
"""

from collections.abc import Collection, Mapping, Sequence

from tsunagu.specialists.states import AreaMark

# Questions per sub-item → threshold (seed table; no formula gives it).
THRESHOLDS = {1: 3, 2: 5, 3: 7, 4: 10, 5: 13}
LEVELS = range(4)
AREAS = ("S1", "S2", "S3", "S4", "S5", "S6")
# 監査系資格 of reference 01 column 7.
AUDIT_QUALIFICATIONS = frozenset({"cisa", "system_auditor", "certified_system_auditor", "cais"})

Answers = Sequence[int | None]


def passes(answers: Sequence[int]) -> bool:
    """A sub-item is met when the sum of its levels (0–3) reaches its threshold: 以上, not 超."""
    if len(answers) not in THRESHOLDS:
        raise ValueError(f"小項目の設問は1〜5問です（{len(answers)}問あります）。")
    if any(level not in LEVELS for level in answers):
        raise ValueError("実行レベルは0〜3です。")
    return sum(answers) >= THRESHOLDS[len(answers)]


def area_mark(subitems: Collection[Answers]) -> AreaMark:
    """◎ with no sub-item missed, ○ with exactly one, blank with more — or with any question unanswered."""
    if not subitems or any(level is None for answers in subitems for level in answers):
        return AreaMark.BLANK
    missed = sum(not passes([level for level in answers if level is not None]) for answers in subitems)
    return AreaMark(max(0, AreaMark.DOUBLE_CIRCLE - missed))


def strategy_mark(s1: AreaMark, s2: AreaMark) -> AreaMark:
    """Column 0 (戦略の立案): the weaker of S1 and S2."""
    return min(s1, s2)


def audit_mark(s1: AreaMark, s2: AreaMark, *, has_audit_proof: bool) -> AreaMark:
    """Column 7 (監査): blank unless S1 and S2 are ○ or better; ◎ with a verified audit qualification, else ○.

    Without that proof the list shows the ○ only as 参考.
    """
    if min(s1, s2) < AreaMark.CIRCLE:
        return AreaMark.BLANK
    return AreaMark.DOUBLE_CIRCLE if has_audit_proof else AreaMark.CIRCLE


def marks(answers: Mapping[str, Answers], *, verified_qualifications: Collection[str] = ()) -> dict[str, AreaMark]:
    """Answers by sub-item ("S1-a") → marks by area, S1–S6 then A0 and A7.

    Areas without any sub-item are absent; A0 and A7 are there when S1 and S2 are. The answers must hold every
    sub-item of the areas they touch, an unanswered question as None (`skill_answers.completed` does it):
    any None leaves the whole area blank (reference 02, rating_rule.unanswered).
    """
    found: dict[str, AreaMark] = {}
    for area in AREAS:
        subitems = [levels for code, levels in answers.items() if code.split("-")[0] == area]
        if subitems:
            found[area] = area_mark(subitems)
    if "S1" in found and "S2" in found:
        found["A0"] = strategy_mark(found["S1"], found["S2"])
        proof = bool(AUDIT_QUALIFICATIONS & set(verified_qualifications))
        found["A7"] = audit_mark(found["S1"], found["S2"], has_audit_proof=proof)
    return found

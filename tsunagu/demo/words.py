"""What made-up specialists write about themselves, short and long. Words in data/sentences.yaml."""

from collections.abc import Sequence
from random import Random
from typing import Any

from tsunagu.demo.material import material
from tsunagu.reference.listing import industries, prefectures
from tsunagu.reference.loading import load
from tsunagu.specialists.content import SheetContent

LENGTHS = {"none": 4, "short": 16, "usual": 60, "long": 17, "very_long": 3}  # percent
STORIES = {"usual": 0, "long": 3, "very_long": 12}


def introduction(content: SheetContent, chance: Random) -> str:
    """自己PR: none, one sentence, some, or a page."""
    words = material("sentences")
    length = chance.choices(list(LENGTHS), list(LENGTHS.values()))[0]
    opening = chance.choice(words["independent" if content.affiliation == "independent" else "employed"])
    if length == "none":
        return ""
    if length == "short":
        return _filled(opening, content)
    middle = _middle(words, content, length, chance)
    stories = chance.sample(words["stories"], STORIES[length])
    paragraphs = ["".join([_filled(opening, content), *middle]), *stories, chance.choice(words["closing"])]
    return "\n".join(paragraphs) if stories else "".join(paragraphs)


def _middle(words: Any, content: SheetContent, length: str, chance: Random) -> list[str]:
    sentences = []
    if content.practice_years:
        sentences.append(chance.choice(words["years"]))
    if content.industries:
        sentences.append(chance.choice(words["industry"]))
    shown = content.themes_able[: 5 if length == "very_long" else 2]
    sentences += [chance.choice(words["themes"][theme]) for theme in shown]
    sentences += chance.sample(words["manner"], 12 if length == "very_long" else chance.randint(1, 3))
    return [_filled(sentence, content) for sentence in sentences]


def _filled(sentence: str, content: SheetContent) -> str:
    if "{" not in sentence:
        return sentence
    trade = industries()[content.industries[0]].name if content.industries else ""
    home = prefectures()[content.residence].name
    return sentence.format(years=content.practice_years, prefecture=home, industry=trade)


def track_record(cases: int, chance: Random) -> list[str]:
    """支援事例: samples of reference 10 and ours; none without a case."""
    known = [*load("listing")["track_record_samples"], *material("sentences")["track_record"]]
    return chance.sample(known, chance.randint(1, 2 if cases < 10 else 5)) if cases else []


def other_work(themes: Sequence[str], cases: int, chance: Random) -> list[str]:
    """支援実績のある業務: items of the exam syllabus (reference 16) outside the person's themes."""
    if not cases or chance.random() < 0.5:
        return []
    names = [item["name"] for item in load("syllabus")["items"] if not set(item["themes"]) & set(themes)]
    return chance.sample(names, min(len(names), chance.randint(1, 3)))

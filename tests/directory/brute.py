"""A second, slow way to the answers of a search: person by person in Python."""

from datetime import date

from tsunagu.base.text import fold
from tsunagu.directory.conditions import Conditions, everything
from tsunagu.directory.fairness import Candidate, order
from tsunagu.directory.rubric import band_width, criteria, points
from tsunagu.directory.search import absences
from tsunagu.directory.words import sought
from tsunagu.specialists.models import PublishedSheet


def everybody() -> list[PublishedSheet]:
    """All sheets on the list, with their texts."""
    return list(PublishedSheet.objects.listed().select_related("text").order_by("pk"))


def says(sheet: PublishedSheet, words: str) -> bool:
    """Whether every word stands on the sheet in one of its spellings, by the pieces of its index column."""
    held = sheet.text.grams.split(" ")

    def has(gram: str) -> bool:
        return any(one.startswith(gram[:-1]) for one in held) if gram.endswith("*") else gram in held

    return all(any(all(map(has, grams)) for grams in spellings) for spellings in sought(fold(words)))


def meets(sheet: PublishedSheet, conditions: Conditions) -> bool:
    """Whether the conditions hold, busy or not."""
    return everything(conditions).holds(sheet) and (not conditions.q or says(sheet, conditions.q))


def reasons(sheet: PublishedSheet, today: date) -> list[str]:
    """Why somebody takes nobody now."""
    return [code for code, question in absences(today).items() if question.holds(sheet)]


def found(people: list[PublishedSheet], conditions: Conditions, today: date) -> list[PublishedSheet]:
    """Those who appear."""
    return [one for one in people if meets(one, conditions) and (conditions.busy or not reasons(one, today))]


def ordered(people: list[PublishedSheet], conditions: Conditions, today: date, seed: int) -> list[int]:
    """Ids of those who appear, in the order of a seed."""
    rubric = criteria(conditions, today=today)
    candidates = [Candidate(one.pk, points(rubric, one)) for one in found(people, conditions, today)]
    return [one.specialist_id for one in order(candidates, seed=seed, band=band_width())]

"""What one search finds among people: the conditions and points of the page, asked of arrays."""

from datetime import date

from tsunagu.directory.asking import narrowed, points
from tsunagu.directory.conditions import Conditions, questions
from tsunagu.directory.people import People
from tsunagu.directory.ranking import Found, best_first
from tsunagu.directory.rubric import criteria


def search(people: People, conditions: Conditions, *, today: date) -> Found:
    """Who meets the conditions, whether or not there is room; best points first, then the lower id."""
    places = narrowed((question for _, question in questions(conditions)), people.columns)
    scored = points(criteria(conditions, today=today), people.columns.at(places))
    return best_first(places, scored)

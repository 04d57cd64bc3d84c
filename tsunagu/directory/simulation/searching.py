"""What one search finds among people: the conditions and points of the page, asked of arrays."""

from datetime import date

import numpy as np

from tsunagu.directory.conditions import Conditions, questions
from tsunagu.directory.rubric import criteria
from tsunagu.directory.simulation.asking import narrowed, points
from tsunagu.directory.simulation.population import People
from tsunagu.directory.simulation.ranking import Found


def search(people: People, conditions: Conditions, *, today: date) -> Found:
    """Who meets the conditions, whether or not there is room; best points first, then the lower id."""
    places = narrowed((question for _, question in questions(conditions)), people.columns)
    scored = points(criteria(conditions, today=today), people.columns.at(places))
    best = np.argsort((-scored).astype(np.int16), kind="stable")  # 16 bits: NumPy counts instead of comparing
    return Found(places[best], scored[best])

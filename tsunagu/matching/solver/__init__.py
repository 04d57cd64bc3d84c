"""The search for a timetable: `solve` and `force`. OR-tools is loaded when a search runs, not before."""

from tsunagu.matching.solver.solving import solve
from tsunagu.matching.solver.what_if import WhatIf, force, forcing

__all__ = ["WhatIf", "force", "forcing", "solve"]

"""The season's matching: `solve` a batch of needs, `explain` a pair, `force` another one. OR-tools loads when used."""

from tsunagu.matching.season.fit import explain, points
from tsunagu.matching.season.solving import solve
from tsunagu.matching.season.what_if import WhatIf, force

__all__ = ["WhatIf", "explain", "force", "points", "solve"]

"""What a caller asks for. Where the page is lenient the API is strict: whatever it would ignore, it names instead."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tsunagu.directory.conditions import FACETS, Conditions, Problem, read

USUAL, MOST = 20, 100
PAGING = ("limit", "cursor")
_LIMIT = re.compile(r"[1-9][0-9]?|100")
_NAME_SHOWN = 40

Given = Mapping[str, Sequence[str]]


class RefusedError(Exception):
    """A request that cannot be answered: the status and a sentence per field."""

    def __init__(self, status: int, problems: list[Problem]) -> None:
        super().__init__(status, problems)
        self.status = status
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Asked:
    """One page of the list as asked for. `cursor` None: the first page."""

    conditions: Conditions
    limit: int
    cursor: str | None


def asked_list(given: Given) -> Asked:
    """Parameters of the list; RefusedError 422 with every parameter that cannot be used."""
    conditions = _conditions(given, others=PAGING, more=_limit_problems(given))
    limit = int(given["limit"][0]) if "limit" in given else USUAL
    return Asked(conditions, limit, given["cursor"][0] if "cursor" in given else None)


def asked_conditions(given: Given) -> Conditions:
    """Parameters of a route that knows conditions but no pages; RefusedError 422."""
    return _conditions(given, others=())


def nothing_asked(given: Given) -> None:
    """For a route without parameters; RefusedError 422 when there are any."""
    if problems := list(_unknown(given, known=())):
        raise RefusedError(422, problems)


def _conditions(given: Given, *, others: Sequence[str], more: Sequence[Problem] = ()) -> Conditions:
    conditions, wrong = read(given)
    problems = [*_unknown(given, known=(*FACETS, *others)), *_shapes(given), *wrong, *more]
    if problems:
        raise RefusedError(422, problems)
    return conditions


def _unknown(given: Given, *, known: Sequence[str]) -> Iterator[Problem]:
    for name in given:
        if name not in known:
            shown = name[:_NAME_SHOWN]
            yield Problem(shown, f"「{shown}」という項目はありません。名前を確かめてください。")


def _shapes(given: Given) -> Iterator[Problem]:
    """Values the page would trim or pass over."""
    for name, facet in FACETS.items():
        values = given.get(name, ())
        if len(values) > 1 and not facet.many:
            yield Problem(name, f"「{facet.label}」は1つだけ指定してください。")
        elif any(not value.strip() or (value != value.strip() and not facet.free) for value in values):
            yield Problem(name, f"「{facet.label}」の値が空か、前後に空白があります。")


def _limit_problems(given: Given) -> list[Problem]:
    twice = [name for name in PAGING if len(given.get(name, ())) > 1]
    problems = [Problem(name, f"「{name}」は1つだけ指定してください。") for name in twice]
    if "limit" in given and "limit" not in twice and not _LIMIT.fullmatch(given["limit"][0]):
        problems.append(Problem("limit", f"「limit」は1から{MOST}までの整数で指定してください。"))
    return problems

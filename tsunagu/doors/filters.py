"""The short row of filters above a list: one value of one parameter, with how many there are."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from django.http import HttpRequest

from tsunagu.base.labels import LabelledEnum
from tsunagu.doors.paging import query

State = TypeVar("State", bound=LabelledEnum)


@dataclass(frozen=True, slots=True)
class FilterLink:
    """What parts/filters.html takes."""

    url: str
    label: str
    count: int
    is_here: bool


def chosen(request: HttpRequest, states: type[State]) -> State | None:
    """The state in the address; None for all and for anything unknown."""
    value = request.GET.get("state", "")
    return states(value) if value in {state.value for state in states} else None


def filter_links(told: Mapping[str, tuple[str, int]], *, chosen: str) -> list[FilterLink]:
    """`told`: value → (label, count), "" = all."""
    return [FilterLink(query({}, state=value), label, count, value == chosen) for value, (label, count) in told.items()]

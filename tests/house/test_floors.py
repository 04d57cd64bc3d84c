"""Foreign keys point downstairs, and every room has its floor."""

import tomllib
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db.models import Model

from tests.house.source import HOUSE, ROOT


def floors() -> dict[str, int]:
    """Room → its floor; a higher number lies lower. Neighbours share a floor."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    (layers,) = [contract["layers"] for contract in contracts if contract["type"] == "layers"]
    return {room.strip(): floor for floor, rooms in enumerate(layers) for room in rooms.split("|")}


def room_of(model: type[Model]) -> str:
    """The room a model lives in; "" for a model of a library."""
    house, _, rest = model.__module__.partition(".")
    return rest.partition(".")[0] if house == HOUSE.name else ""


def may_point(to: str, *, of: str) -> bool:
    """Into one's own room, or into one below; never up, never to a neighbour, never from ours into a library."""
    return of == to or (to in floors() and floors()[to] > floors()[of])


def our_models() -> list[type[Model]]:
    return [model for model in apps.get_models() if room_of(model)]


def keys() -> Iterator[tuple[str, str, str]]:
    """(field, its room, the room it points to) of every key of our models."""
    for model in our_models():
        for field in (*model._meta.local_fields, *model._meta.local_many_to_many):
            if field.is_relation:
                yield str(field), room_of(model), room_of(field.related_model)


def test_every_key_points_into_its_own_room_or_downstairs() -> None:
    found = list(keys())

    assert len(found) >= 10
    assert [(name, of, to) for name, of, to in found if not may_point(to, of=of)] == []


@pytest.mark.parametrize(
    ("of", "to", "may"),
    [
        ("companies", "companies", True),
        ("companies", "accounts", True),
        ("accounts", "companies", False),
        ("partners", "specialists", False),
        ("specialists", "partners", False),
        ("specialists", "", False),
    ],
)
def test_a_key_that_points_up_or_next_door_would_be_seen(of: str, to: str, *, may: bool) -> None:
    assert may_point(to, of=of) == may


def test_every_room_has_a_floor_and_every_floor_a_room() -> None:
    rooms = {path.parent.name for path in HOUSE.glob("*/__init__.py")}

    assert rooms == set(floors())


def test_a_room_with_tables_is_called_by_its_folder() -> None:
    assert [model for model in our_models() if model._meta.app_label != room_of(model)] == []


def test_no_table_sets_the_time_by_itself_and_no_model_overrides_save() -> None:
    clocks = [
        str(field)
        for model in our_models()
        for field in model._meta.local_fields
        if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False)
    ]
    overrides = [model for model in our_models() if {"save", "delete"} & set(vars(model))]

    assert (clocks, overrides) == ([], [])

"""The parameters of the API as OpenAPI 3.1 describes them: made from the same table the list reads."""

from typing import Any

from tsunagu.directory.conditions import FACETS, WORDS_MOST, Facet
from tsunagu.doors.api.asking import MOST, USUAL

# What `directory.conditions` takes for yes and no.
FLAGS = ["1", "true", "on", "0", "false"]
# No control characters, and at least one character that is not white space.
WORDS = r"^[^\x00-\x1f\x7f]*[^\s\x00-\x1f\x7f][^\x00-\x1f\x7f]*$"


def _query(name: str, schema: dict[str, Any], description: str) -> dict[str, Any]:
    return {"in": "query", "name": name, "required": False, "schema": schema, "description": description}


def _schema(facet: Facet) -> dict[str, Any]:
    if facet.free:
        return {"type": "string", "minLength": 1, "maxLength": WORDS_MOST, "pattern": WORDS}
    if facet.is_flag:
        return {"type": "string", "enum": FLAGS}
    one = {"type": "string", "enum": [code for code, _ in facet.choices()]}
    return {"type": "array", "items": one, "minItems": 1} if facet.many else one


def condition_parameters() -> list[dict[str, Any]]:
    """A parameter for each condition; several values are given by repeating the name."""
    return [
        {**_query(facet.name, _schema(facet), facet.label), **({"explode": True} if facet.many else {})}
        for facet in FACETS.values()
    ]


def paging_parameters() -> list[dict[str, Any]]:
    """How many rows, and behind which row."""
    return [
        _query(
            "limit",
            {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL},
            f"1回に受け取る人数（1〜{MOST}）",
        ),
        _query("cursor", {"type": "string"}, "前の回答の next。条件は前と同じものを付ける"),
    ]

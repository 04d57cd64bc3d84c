"""The four steps of the search, as the head of each page shows them."""

from typing import Any

from django.urls import reverse

from tsunagu.directory.conditions import Conditions
from tsunagu.reference.menus import need


def steps(now: int, conditions: Conditions | None = None) -> list[dict[str, Any]]:
    """Labels with state done, now or next; a step done leads back, with what was chosen."""
    held = conditions or Conditions()
    back = [
        reverse("public:home"),
        reverse("public:needs", args=[need(held.need).menu_code]) if held.need else reverse("public:home"),
        f"{reverse('public:conditions')}?{held.query}",
        "",
    ]
    labels = ("お困りごと", "支援の内容", "条件", "一覧")
    return [
        {"label": label, "url": url, "state": "done" if place < now else "now" if place == now else "next"}
        for place, (label, url) in enumerate(zip(labels, back, strict=True), start=1)
    ]

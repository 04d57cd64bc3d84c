"""What stands in the addresses of events, and what their forms send."""

from collections.abc import Callable
from typing import Any

from tests.doors.matrix.events import DRAFT, ELSEWHERE, FOREIGN, NONE, OVER, OWN, REGISTERED
from tests.doors.matrix.visitors import Visitor
from tsunagu.accounts.states import Right
from tsunagu.events.links import arrival_token, registration_token

Gaps = dict[str, tuple[Any, ...]]
LINK, TOKEN = registration_token(REGISTERED), arrival_token(REGISTERED)
EMPTY = ("event_edit", "event_enter", "event_advisers", "event_ambassadors")


def event_samples(sample: Callable[..., Any]) -> dict[str, Any]:
    """Route → sample, made by `sample` (tests/doors/matrix/samples.py)."""
    public: Gaps = {"own": (OWN,), "missing": (NONE,), "foreign": (DRAFT,)}
    found = {f"public:{name}": sample(public) for name in ("event", "event_calendar", "event_flyer")}
    found["public:event_register"] = sample(public, post="200")
    found["public:event_confirm"] = sample(post="302 /events/confirm")
    found["public:recording"] = sample(
        {"own": (OVER,), "missing": (NONE,), "foreign": (OWN,)}, get="302 https://video.example/1"
    )
    found["public:registration"] = sample({"own": (LINK,), "missing": ("x",)}, post=f"302 /events/registrations/{LINK}")
    found["arrive"] = sample({"own": (TOKEN,), "missing": ("x",)}, get=_own_reception)
    found["specialist:events"] = sample(post="302 /specialist/events/", form={"event": "9"})
    found["specialist:advising"] = sample(
        {"own": (OWN,), "missing": (NONE,), "foreign": (FOREIGN,)},
        post=f"302 /specialist/events/advising/{OWN}",
        form={"most": "2"},
    )
    return found | _kept("partner", sample, foreign=FOREIGN) | _kept("office", sample)


def _own_reception(visitor: Visitor) -> str:
    door = "office" if Right.EVENT_OVERSEE in visitor.rights else "partner"
    return f"302 /{door}/arrive/{TOKEN}"


def _kept(door: str, sample: Callable[..., Any], foreign: int | None = None) -> dict[str, Any]:
    """At the partner's door another partner's event does not exist; the secretariat has no foreign ones."""

    def gaps(*more: Any) -> Gaps:
        kinds: Gaps = {"own": (OWN, *more), "missing": (NONE, *more)}
        return kinds | ({"foreign": (foreign, *more)} if foreign else {})

    def tokens() -> Gaps:
        kinds: Gaps = {"own": (TOKEN,), "missing": ("x",)}
        return kinds | ({"foreign": (arrival_token(ELSEWHERE),)} if foreign else {})

    return {
        f"{door}:event_new": sample(post="200"),
        **{f"{door}:{name}": sample(gaps(), post="200") for name in EMPTY},
        f"{door}:event": sample(gaps(), post=f"302 /{door}/events/{OWN}/", form={"do": "close"}),
        f"{door}:event_registrations": sample(
            gaps(), post=f"302 /{door}/events/{OWN}/registrations", form={"do": "decline", "registration": str(OWN)}
        ),
        f"{door}:event_export": sample(gaps("csv")),
        **{f"{door}:{name}": sample(gaps()) for name in ("event_kit", "event_flyer")},
        f"{door}:arrive": sample(tokens(), post=f"302 /{door}/arrive/{TOKEN}"),
    }

"""Who reads a conversation: the side, and the addresses of the door they came in by."""

from dataclasses import dataclass

from django.urls import reverse

from tsunagu.directory.models import EnquiryTarget
from tsunagu.directory.states import Side


@dataclass(frozen=True, slots=True)
class Party:
    """`door`: namespace of the routes; `arguments`: what their addresses begin with (token and number, or number).

    `person`: who signs unless another name is typed; `trail`: the way back. `company`: where the reader may put the
    enquiry (organisation), or None.
    """

    side: Side
    target: EnquiryTarget
    door: str
    arguments: tuple[str | int, ...]
    person: str
    trail: tuple[dict[str, str], ...]
    company: int | None = None

    def address(self, what: str = "talk", *more: str | int) -> str:
        """The page ("talk"), a calendar file ("talk_calendar", meeting), a paper ("talk_paper", number, kind)."""
        return reverse(f"{self.door}:{what}", args=[*self.arguments, *more])

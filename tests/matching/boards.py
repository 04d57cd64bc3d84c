"""A chamber's consultation day with a board, for tests."""

from tests.consultations.days import AT, BY, adviser, coming, consultation_day
from tsunagu.accounts.models import User
from tsunagu.events.models import Event, EventRegistration
from tsunagu.matching.actions import open_board
from tsunagu.matching.board import Seat
from tsunagu.matching.models import Board
from tsunagu.matching.reading import seats_of
from tsunagu.specialists.models import Specialist

NAMES = ["見本製作所", "見本商店", "見本工務店", "見本医院"]


def opened(*, companies: int = 2, advisers: int = 2, **more) -> tuple[Board, list[EventRegistration], list[Specialist]]:
    """A board without anybody on it; companies and advisers are free at all three times."""
    event = consultation_day(**more)
    people = [coming(event, NAMES[number % 4]) for number in range(companies)]
    experts = [adviser(event, f"00000{number + 1}", prefectures=["27"]) for number in range(advisers)]
    for number, person in enumerate(experts):
        person.user = User.objects.create_user(f"s{number}@people.example", name=person.name)
        person.save(update_fields=["user"])
    return open_board(event, by=BY, at=AT), people, experts


def seat(company: EventRegistration, person: Specialist, slot: int) -> Seat:
    return str(company.pk), str(person.pk), slot


def sitting(board: Board) -> list[Seat]:
    return sorted(seats_of(board))


__all__ = ["AT", "BY", "Event", "opened", "seat", "sitting"]

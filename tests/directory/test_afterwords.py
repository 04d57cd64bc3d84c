"""How it went: two answers of each side, once; averages from five on; the order of the list never knows."""

import pytest

from tests.directory.talking import NOW, agreed, answered, eager, met
from tsunagu.base.actor import VISITOR
from tsunagu.base.errors import RuleBrokenError
from tsunagu.directory.actions.afterwords import write_afterword
from tsunagu.directory.models import Afterword, EnquiryTarget
from tsunagu.directory.queries.talks import AfterwordFigures, afterword_figures
from tsunagu.directory.states import Side

pytestmark = pytest.mark.django_db


def say(target: EnquiryTarget, outcome: int = 4, dealing: int = 5, *, side: Side = Side.VISITOR) -> Afterword:
    return write_afterword(target, side, outcome, dealing, by=VISITOR, at=NOW)


def test_each_side_answers_once_after_the_meeting() -> None:
    target = met()

    say(target)
    say(target, 3, 3, side=Side.SPECIALIST)

    assert list(Afterword.objects.order_by("pk").values_list("side", "outcome", "dealing")) == [
        ("visitor", 4, 5), ("specialist", 3, 3),
    ]  # fmt: skip
    with pytest.raises(RuleBrokenError, match="もう答えています"):
        say(target)


@pytest.mark.parametrize(("outcome", "dealing", "field"), [(0, 3, "outcome"), (3, 6, "dealing")])
def test_answers_are_one_to_five(outcome: int, dealing: int, field: str) -> None:
    target = met()

    with pytest.raises(RuleBrokenError) as refusal:
        say(target, outcome, dealing)

    assert (str(refusal.value), refusal.value.field) == ("1から5のどれかを選んでください。", field)


def test_nobody_answers_before_the_meeting() -> None:
    target = eager()
    agreed(target)

    with pytest.raises(RuleBrokenError, match="面談のあと"):
        say(target)


@pytest.mark.parametrize(("count", "figures"), [(4, None), (5, AfterwordFigures(5, "4.0", "4.6"))])
def test_averages_need_five_answers_of_those_who_asked(
    count: int, figures: AfterwordFigures | None, django_assert_num_queries
) -> None:
    target = met()
    answered(target, count)
    specialist = target.specialist_id

    with django_assert_num_queries(1):
        found = afterword_figures(specialist)

    assert found == figures


def test_the_order_of_the_list_does_not_know_what_was_said() -> None:
    """What a search reads, and what an afterword changes, have nothing in common."""
    from tsunagu.specialists.models import PublishedSheet

    target = met()
    before = PublishedSheet.objects.filter(specialist=target.specialist).values().get()

    say(target, 1, 1)

    assert PublishedSheet.objects.filter(specialist=target.specialist).values().get() == before

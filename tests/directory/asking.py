"""Enquiries as the actions make them, for tests."""

from datetime import datetime, timedelta

from tests.specialists.published import AT, listed
from tsunagu.accounts.models import User
from tsunagu.base.actor import VISITOR, Actor
from tsunagu.directory.actions.answering import accept_enquiry
from tsunagu.directory.actions.enquiries import Asked, confirm_enquiry, make_enquiry
from tsunagu.directory.models import Enquiry, EnquiryTarget
from tsunagu.mail.models import Letter
from tsunagu.specialists.models import Specialist
from tsunagu.specialists.states import AreaMark

SPECIALIST, OFFICE = Actor("user:7", "見本 専門"), Actor("user:8", "見本 事務")
EMAIL = "soumu@kaisha.example"
HOURS, DAYS = timedelta(hours=1), timedelta(days=1)
WORDS = "取引先から、情報セキュリティの規程を見せてほしいと言われました。"


def person(number: str, **content) -> Specialist:
    """Somebody on the list who may sign in and can be asked; able to help in an emergency."""
    marks = {"S5": AreaMark.CIRCLE, "S1": AreaMark.CIRCLE}
    specialist = listed(number, marks=marks, **content)
    specialist.user = User.objects.create_user(f"{number}@people.example", name=specialist.name)
    specialist.save(update_fields=["user"])
    return specialist


def asked(*numbers: str, **more) -> Asked:
    """What a visitor wrote to these numbers."""
    facts = {
        "organisation": "見本製作所",
        "prefecture": "13",
        "need": "A-1",
        "words": WORDS,
        "contact_name": "見本 太郎",
        "email": EMAIL,
        "riss_nos": numbers,
        "telephone": "03-0000-1111",
    }
    return Asked(**facts | more)


def made(*numbers: str, at: datetime = AT, **more) -> Enquiry:
    """An enquiry whose address is not proved yet."""
    return make_enquiry(asked(*numbers, **more), by=VISITOR, at=at)


def delivered(*numbers: str, at: datetime = AT, **more) -> Enquiry:
    """An enquiry whose sender pressed the button."""
    return confirm_enquiry(made(*numbers, at=at, **more), by=VISITOR, at=at)


def target_of(enquiry: Enquiry, number: str) -> EnquiryTarget:
    """The target of that number, read anew."""
    return EnquiryTarget.objects.select_related("specialist__user", "commitment").get(
        enquiry=enquiry, specialist__riss_no=number
    )


def states_of(enquiry: Enquiry) -> dict[str, str]:
    """Register number → state."""
    return dict(enquiry.targets.order_by("specialist__riss_no").values_list("specialist__riss_no", "state"))


def letters() -> list[tuple[str, str]]:
    """(letter, to) in the order written."""
    return list(Letter.objects.order_by("pk").values_list("template", "to"))


def load_of(number: str) -> int:
    """How much of the month is taken."""
    return Specialist.objects.get(riss_no=number).sheet.load


def accepted_by(number: str, **more) -> Enquiry:
    """An enquiry that this number takes on."""
    enquiry = delivered(number, **more)
    accept_enquiry(target_of(enquiry, number), "お手伝いします。", by=SPECIALIST, at=AT + HOURS)
    return enquiry

"""Somebody who writes and sends an application through the steps, for tests of drafts and editions."""

from dataclasses import replace
from datetime import date
from typing import Any

from allauth.account.models import EmailAddress

from tests.specialists.published import AT, CLERK, CONTENT, registered
from tsunagu.accounts.models import User
from tsunagu.base.actor import Actor
from tsunagu.reference.skills import skill_subitems
from tsunagu.specialists.actions.drafts import begin_application, save_steps, submit_application
from tsunagu.specialists.actions.listing import move_listing
from tsunagu.specialists.actions.versions import go_live
from tsunagu.specialists.application.declaring import values_of
from tsunagu.specialists.content import Declared, HeldQualification, SheetContent
from tsunagu.specialists.models import Draft, SheetVersion, Specialist
from tsunagu.specialists.states import ListingState

SELF = Actor("user:2", "見本 花子")
EMAIL = "hanako@people.example"
LEVELS: dict[str, list[int | None]] = {code: [3] * len(item.questions) for code, item in skill_subitems().items()}
WANTED: SheetContent = replace(
    CONTENT,
    name="見本 花子",
    name_kana="みほん はなこ",
    qualifications=(
        HeldQualification("itc", "ITコーディネータ"),
        HeldQualification("cisa", "CISA（公認情報システム監査人）"),
    ),
    other_work=("情報セキュリティ監査",),
    contact=replace(CONTENT.contact, email=EMAIL),
    declared=Declared("side_job", date(2026, 10, 1), "attended", {"S1-a": "支援10件"}),
)


def whole(
    content: SheetContent = WANTED, *, riss_no: str = "000001", levels: Any = LEVELS
) -> dict[str, dict[str, Any]]:
    """The values of every step."""
    return values_of(content, levels, riss_no=riss_no)


def person(email: str = EMAIL) -> User:
    user = User.objects.create_user(email, name="見本 花子")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def applicant(riss_no: str = "000001", *, user: User | None = None) -> Specialist:
    """Somebody who has begun and written nothing."""
    return begin_application(user or person(), riss_no, "見本 花子", "みほん はなこ", by=SELF, at=AT)


def filled(riss_no: str = "000001", *, user: User | None = None, **more: Any) -> Specialist:
    """Somebody whose application is whole, and not sent."""
    specialist = applicant(riss_no, user=user)
    draft = Draft.objects.get(specialist=specialist)
    save_steps(draft, whole(riss_no=riss_no, **more), seen=draft.seen, by=SELF, at=AT)
    return specialist


def sent(riss_no: str = "000001", **more: Any) -> SheetVersion:
    """The edition of an application that was sent."""
    return submit_application(filled(riss_no, **more), by=SELF, at=AT)


def published(riss_no: str = "000001", **more: Any) -> SheetVersion:
    """The edition of an application that the office approved."""
    registered(riss_no)
    version = sent(riss_no, **more)
    for to in (ListingState.VERIFYING, ListingState.APPROVED):
        move_listing(version.specialist.listing, to, by=CLERK, at=AT)
    return go_live(version, by=CLERK, at=AT)

"""What is posted about an enquiry: names of specialists, where it stands and where to read on; never what was typed.

Letters to who asked go to the address that was proved; letters to a specialist go to their account's address. Each
side's address stays with the service (relayed).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from tsunagu.base.actor import Actor
from tsunagu.base.calendar import JST, month_day_words
from tsunagu.directory.enquiry_links import LIST, confirm_link, specialist_link, visitor_link
from tsunagu.directory.models import Enquiry, EnquiryTarget
from tsunagu.directory.queries.alternatives import Alternative
from tsunagu.directory.states import DeclineReason
from tsunagu.mail.actions import write_letter
from tsunagu.vault.links import site_link
from tsunagu.vault.scope import ScopeKind, scope_of


def moment_words(at: datetime | None) -> str:
    """11月28日 10時00分, in Japan."""
    if at is None:
        return ""
    here = at.astimezone(JST)
    return f"{month_day_words(here)} {here.hour}時{here.minute:02}分"


def names_of(targets: Sequence[EnquiryTarget]) -> str:
    """見本 一郎、見本 二郎."""
    return "、".join(target.specialist.name for target in targets)


def ask_to_confirm(email: str, *, by: Actor, at: datetime) -> None:
    """The page with the button, to an address that was proved earlier."""
    write_letter("enquiry_confirm", to=email, at=at, by=by, link=confirm_link(email, at=at))


def tell_held(enquiry: Enquiry, *, by: Actor, at: datetime) -> None:
    """The office looks first."""
    write_letter(
        "enquiry_held",
        to=enquiry.email,
        at=at,
        by=by,
        scope=enquiry.scope,
        number=enquiry.pk,
        link=visitor_link(enquiry),
    )


def tell_sent(
    enquiry: Enquiry, waiting: Sequence[EnquiryTarget], full_ones: Sequence[EnquiryTarget], *, by: Actor, at: datetime
) -> None:
    """To whom it was delivered, until when they answer, and whose month was full."""
    write_letter(
        "enquiry_sent",
        to=enquiry.email,
        at=at,
        by=by,
        scope=enquiry.scope,
        number=enquiry.pk,
        names=names_of(waiting),
        deadline=moment_words(waiting[0].deadline_at),
        full_names=names_of(full_ones),
        link=visitor_link(enquiry),
    )


def tell_accepted(target: EnquiryTarget, *, by: Actor, at: datetime) -> None:
    """Somebody takes it on."""
    enquiry = target.enquiry
    write_letter(
        "enquiry_accepted",
        to=enquiry.email,
        at=at,
        by=by,
        scope=enquiry.scope,
        number=enquiry.pk,
        name=target.specialist.name,
        link=visitor_link(enquiry),
    )


def tell_not_this_time(target: EnquiryTarget, *, by: Actor, at: datetime) -> None:
    """One of several declined or let the time pass; the others still answer."""
    enquiry = target.enquiry
    write_letter(
        "enquiry_not_this_time",
        to=enquiry.email,
        at=at,
        by=by,
        scope=enquiry.scope,
        number=enquiry.pk,
        name=target.specialist.name,
        why=why_not(target),
        link=visitor_link(enquiry),
    )


def tell_nobody(
    enquiry: Enquiry, targets: Sequence[EnquiryTarget], others: Sequence[Alternative], *, by: Actor, at: datetime
) -> None:
    """Honestly: nobody takes it on, why, and who else could be asked."""
    write_letter(
        "enquiry_nobody",
        to=enquiry.email,
        at=at,
        by=by,
        scope=enquiry.scope,
        number=enquiry.pk,
        answers="\n".join(f"・{target.specialist.name}さん：{why_not(target)}" for target in targets),
        others="\n".join(f"・{other.name}さん\n　{site_link(other.path)}" for other in others),
        list_link=site_link(f"{LIST}?need={enquiry.need}&place={enquiry.prefecture}"),
        link=visitor_link(enquiry),
    )


def tell_refused(enquiry: Enquiry, *, by: Actor, at: datetime) -> None:
    """The office did not deliver it; why stands on the page."""
    write_letter(
        "enquiry_refused",
        to=enquiry.email,
        at=at,
        by=by,
        scope=enquiry.scope,
        number=enquiry.pk,
        link=visitor_link(enquiry),
    )


def why_not(target: EnquiryTarget) -> str:
    """The reason from the menu, or what happened."""
    return DeclineReason(target.reason).label if target.reason else target.state_now.label


def ask_specialist(target: EnquiryTarget, *, by: Actor, at: datetime) -> None:
    """There is an enquiry."""
    if target.enquiry.is_urgent:
        write_letter(
            "enquiry_asked_urgent",
            to=address_of(target),
            at=at,
            by=by,
            scope=own_scope(target),
            name=target.specialist.name,
            deadline=moment_words(target.deadline_at),
            link=specialist_link(target.pk),
        )
        return
    write_letter(
        "enquiry_asked",
        to=address_of(target),
        at=at,
        by=by,
        scope=own_scope(target),
        name=target.specialist.name,
        deadline=moment_words(target.deadline_at),
        link=specialist_link(target.pk),
    )


def remind_specialist(target: EnquiryTarget, *, by: Actor, at: datetime) -> None:
    """The enquiry still waits."""
    write_letter(
        "enquiry_reminder",
        to=address_of(target),
        at=at,
        by=by,
        scope=own_scope(target),
        name=target.specialist.name,
        deadline=moment_words(target.deadline_at),
        link=specialist_link(target.pk),
    )


def tell_lapsed(target: EnquiryTarget, *, by: Actor, at: datetime) -> None:
    """The time to answer is over."""
    write_letter(
        "enquiry_lapsed", to=address_of(target), at=at, by=by, scope=own_scope(target), name=target.specialist.name
    )


def tell_ended(target: EnquiryTarget, *, by: Actor, at: datetime) -> None:
    """Who asked ended the enquiry."""
    write_letter(
        "enquiry_ended", to=address_of(target), at=at, by=by, scope=own_scope(target), name=target.specialist.name
    )


def address_of(target: EnquiryTarget) -> str:
    """The address of the specialist's account; "" never: only who has one is asked."""
    return target.specialist.user.email if target.specialist.user else ""


def own_scope(target: EnquiryTarget) -> str:
    """A letter to a specialist is the specialist's matter."""
    return scope_of(ScopeKind.SPECIALIST, target.specialist_id)

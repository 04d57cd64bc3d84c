"""What lies on the office's desk: applications at every step, a proof, a change, a listing to look at again.

Applicants come from those only registered; each step through the actions. The checks of everybody listed are written
in one go, as if they had been ticked when the season opened.
"""

from collections.abc import Sequence
from dataclasses import replace

from allauth.account.models import EmailAddress
from django.core.files.base import ContentFile

from tsunagu.accounts.actions import grant_membership
from tsunagu.accounts.models import User
from tsunagu.accounts.states import Role
from tsunagu.demo.material import material
from tsunagu.demo.naming import specialist_address
from tsunagu.demo.staffing import Occasion
from tsunagu.seasons.models import ListingCriterion
from tsunagu.seasons.queries import criteria_in_force, current_season
from tsunagu.specialists.actions import enter_specialist, move_listing
from tsunagu.specialists.actions.answers import freeze_answers, last_answers
from tsunagu.specialists.actions.proofs import give_proof
from tsunagu.specialists.actions.review import begin_review, check_criterion, return_with_questions
from tsunagu.specialists.actions.versions import add_version, edit_sheet
from tsunagu.specialists.content import Contact, Declared, HeldQualification
from tsunagu.specialists.models import CriterionCheck, Listing, PublishedSheet, RegisterEntry, Specialist
from tsunagu.specialists.read_back import content_of_sheet
from tsunagu.specialists.states import LISTED, ListingState, RegisterStatus
from tsunagu.specialists.versions import as_declared

STEPS = ("submitted", "in review", "returned", "with a proof")
UNCHECKED = 2  # so many of those listed wait for a fresh look
BATCH = 2000
QUESTION = "氏名の漢字が登録簿とちがいます。正しい字を教えてください。"
PAPER = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"  # an empty page


def fill_desk(first: int, occasion: Occasion) -> None:
    """Everything above, for the people of this demo: those numbered from `first`."""
    criteria = criteria_in_force(current_season(on=occasion.as_of))
    _check_listed(first, criteria, occasion)
    sheets = PublishedSheet.objects.filter(riss_no__gte=str(first)).select_related("text", "specialist")
    models = list(sheets.order_by("riss_no")[: len(STEPS)])
    for step, entry, model in zip(STEPS, _free_entries(first, occasion), models, strict=False):
        _take_to(step, _applied(entry, model, occasion), criteria, occasion)
    for model in models[-1:]:
        _ask_for_change(model, occasion)


def _check_listed(first: int, criteria: Sequence[ListingCriterion], occasion: Occasion) -> None:
    listed = Listing.objects.filter(state__in=LISTED, specialist__riss_no__gte=str(first)).order_by(
        "-specialist__riss_no"
    )
    CriterionCheck.objects.bulk_create(
        (
            CriterionCheck(
                listing_id=key, criterion=criterion, is_met=True, checked_at=occasion.at, checked_by=occasion.by.name
            )
            for key in list(listed.values_list("pk", flat=True))[UNCHECKED:]
            for criterion in criteria
        ),
        batch_size=BATCH,
    )


def _free_entries(first: int, occasion: Occasion) -> list[RegisterEntry]:
    """Those only registered whose registration stands."""
    known = Specialist.objects.filter(riss_no__gte=str(first)).values("riss_no")
    valid = RegisterEntry.objects.filter(status=RegisterStatus.VALID, valid_until__gte=occasion.as_of)
    free = valid.filter(riss_no__gte=str(first)).exclude(riss_no__in=known)
    return list(free.order_by("riss_no")[: len(STEPS)])


def _applied(entry: RegisterEntry, model: PublishedSheet, occasion: Occasion) -> Listing:
    """Somebody of the register applies with a sheet like that of somebody listed."""
    by, at = occasion.by, occasion.at
    user = User.objects.create_user(specialist_address(entry.riss_no), name=entry.name, joined_at=at)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    grant_membership(user, Role.SPECIALIST, None, by=by, at=at)
    who = enter_specialist(entry.riss_no, entry.name, _kana(entry.name), by=by, at=at)
    Specialist.objects.filter(pk=who.pk).update(user=user)
    who.refresh_from_db()
    answers = last_answers(model.specialist)
    content = replace(
        as_declared(content_of_sheet(model)),
        name=who.name,
        name_kana=who.name_kana,
        qualifications=(HeldQualification("itc", "ITコーディネータ"),),
        contact=Contact(),
        photo=None,
        declared=Declared(way="independent", briefing="attended"),
    )
    frozen = freeze_answers(who, answers.answers, at=at) if answers else None
    add_version(who, content, frozen, by=by, at=at)
    return move_listing(who.listing, ListingState.SUBMITTED, by=by, at=at)


def _take_to(step: str, listing: Listing, criteria: Sequence[ListingCriterion], occasion: Occasion) -> None:
    by, at = occasion.by, occasion.at
    if step == "with a proof":
        paper = ContentFile(PAPER, name="証明書.pdf")
        give_proof(listing.specialist, "itc", "", paper, by=by, at=at)
    if step not in {"in review", "returned"}:
        return
    begin_review(listing, by=by, at=at)
    for criterion in criteria[: len(criteria) // 2]:
        check_criterion(listing, criterion, is_met=True, by=by, at=at)
    if step == "returned":
        return_with_questions(listing, QUESTION, by=by, at=at)


def _ask_for_change(sheet: PublishedSheet, occasion: Occasion) -> None:
    """Somebody listed works elsewhere now: that waits for the office."""
    employer = str(material("organisations")["prefixes"][0]) + str(material("organisations")["employers"][0])
    content = replace(as_declared(content_of_sheet(sheet)), affiliation="employed", organisation=employer)
    edit_sheet(sheet.specialist, content, by=occasion.by, at=occasion.at)


def _kana(name: str) -> str:
    """The reading of a made-up name."""
    words = material("names")
    known = {**dict(words["families"]), **dict(words["givens"])}
    for family, family_kana, given, given_kana in words["long"]:
        known |= {family: family_kana, given: given_kana}
    return " ".join(known[part] for part in name.split(" "))

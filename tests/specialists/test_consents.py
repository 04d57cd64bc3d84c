"""What an employer signed: handed in, replaced, forgotten when nobody's consent is needed any more."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.files.base import ContentFile

from tests.base.hostile import HOSTILE, pdf, png
from tests.specialists.applicants import SELF, WANTED, applicant, filled, whole
from tests.specialists.published import AT, CLERK
from tsunagu.base.errors import RuleBrokenError
from tsunagu.journal.models import Entry
from tsunagu.specialists.actions.consents import NOT_AGREED, give_consent_paper, read_consent
from tsunagu.specialists.actions.drafts import save_steps, submit_application
from tsunagu.specialists.content import Declared
from tsunagu.specialists.models import Draft, EmployerConsent, Specialist
from tsunagu.specialists.own_review import OwnConsent, own_consent
from tsunagu.vault.models import StoredFile

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("file_store")]


def hand_in(who: Specialist, content: bytes | None = None, name: str = "同意書.pdf") -> EmployerConsent:
    return give_consent_paper(who, ContentFile(pdf() if content is None else content, name=name), by=SELF, at=AT)


def test_the_paper_is_kept_under_its_owner_and_its_reading_is_journalled() -> None:
    who = filled()

    consent = hand_in(who)

    paper = StoredFile.objects.get()
    assert (consent.agreed_on, consent.employer, consent.scope) == (
        date(2026, 10, 1), WANTED.organisation, f"specialist:{who.pk}",
    )  # fmt: skip
    assert (paper.kind, paper.scope, paper.name) == ("evidence", f"specialist:{who.pk}", "同意書.pdf")
    assert own_consent(who) == OwnConsent(WANTED.organisation, date(2026, 10, 1), AT)
    assert read_consent(consent, by=CLERK, at=AT) == (paper, pdf())
    assert Entry.objects.filter(verb="file.opened").count() == 1


def test_a_new_paper_takes_the_place_of_the_old_which_is_erased() -> None:
    who = filled()
    first = hand_in(who).paper

    second = hand_in(who, png(), "b.png").paper

    first.refresh_from_db()
    assert (first.erased_at, EmployerConsent.objects.get().paper, EmployerConsent.objects.count()) == (AT, second, 1)


def test_sending_the_application_keeps_the_paper() -> None:
    who = filled()
    paper = hand_in(who).paper

    submit_application(who, by=SELF, at=AT)

    assert EmployerConsent.objects.get().paper == paper


def test_who_needs_no_consent_any_more_has_no_paper_either() -> None:
    who = filled()
    paper = hand_in(who).paper
    draft = Draft.objects.get()
    free = replace(WANTED, declared=Declared("independent", None, "attended", {}))
    save_steps(draft, {"eligibility": whole(free)["eligibility"]}, seen=draft.seen, by=SELF, at=AT)

    submit_application(who, by=SELF, at=AT)

    paper.refresh_from_db()
    assert (EmployerConsent.objects.count(), paper.erased_at) == (0, AT)


def test_the_day_of_the_consent_comes_first() -> None:
    with pytest.raises(RuleBrokenError, match="同意した日") as refusal:
        hand_in(applicant())

    assert (str(refusal.value), StoredFile.objects.count()) == (NOT_AGREED, 0)


@pytest.mark.timeout(3)  # the promise itself, not a measure of this machine
@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_file_is_refused_and_nothing_is_kept(kind: str) -> None:
    who = filled()

    with pytest.raises(RuleBrokenError) as refusal:
        hand_in(who, HOSTILE[kind])

    assert (refusal.value.field, StoredFile.objects.count(), EmployerConsent.objects.count()) == ("file", 0, 0)

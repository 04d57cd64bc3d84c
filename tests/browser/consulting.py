"""A consultation of the demo's specialist, chamber and company, begun an hour ago, made beside the server."""

from tests.browser.conftest import Site
from tests.browser.conversing import beside

BEGIN = """
from datetime import timedelta
from django.utils import timezone
from tsunagu.accounts.models import Membership
from tsunagu.base.actor import SYSTEM
from tsunagu.companies.models import Company
from tsunagu.consultations.actions import Record, record_consultation, schedule
from tsunagu.consultations.states import GuidanceWish
from tsunagu.events.models import Event, EventAdviser, EventRegistration, EventSlot
from tsunagu.partners.models import Partner
from tsunagu.questionnaires.actions import answer_set, freeze_set
from tsunagu.questionnaires.sets import shipped_set
from tsunagu.seasons.queries import current_season
from tsunagu.specialists.models import Specialist
from tsunagu.reference.self_diagnosis import self_diagnosis
from tsunagu.toolkit.actions import finish_diagnosis, save_diagnosis
now = timezone.now()
told = {{"by": SYSTEM, "at": now}}
organisation = lambda email: Membership.objects.filter(user__email=email).first().organisation_id
partner = Partner.objects.get(pk=organisation("{chamber}"))
company = Company.objects.get(pk=organisation("{company}"))
specialist = Specialist.objects.get(user__email="{specialist}")
begun = now - timedelta(hours=1)
event = Event.objects.create(
    kind="consultation_day", title="架空の相談会", summary="見本", contact="見本", prefecture="13", venue="見本会館",
    starts_at=begun, ends_at=now + timedelta(hours=3), closes_at=begun, capacity=30, rooms=2, state="closed",
    made_at=begun, scope=f"partner:{{partner.pk}}", season=current_season(on=now.date()), partner=partner,
)
slot = EventSlot.objects.create(event=event, number=1, starts_at=begun, ends_at=now)
EventAdviser.objects.create(
    event=event, specialist=specialist, state="accepted", most=4, asked_at=begun, answered_at=begun
)
registration = EventRegistration.objects.create(
    event=event, company=company, organisation_name="架空ねじ工業", prefecture="13", industry="construction",
    contact_name="架空 担当", email="soumu@kakuu-kaisha.example", persons=2, wants_consultation=True, turn=1,
    made_at=begun, proved_at=begun, arrived_at=now, arrived_persons=2, state="accepted", scope=event.scope,
)
subject, asked = f"registration:{{registration.pk}}", shipped_set("attendee")
if {is_whole}:
    answers = {{"motive": ["talk"], "worry_words": "何から始めるか" * 40 + "x" * 90}}
    answer_set(asked, answers, subject=subject, scope=event.scope, seen=0, **told)
    freeze_set(asked, subject, **told)
    answers = {{str(item.no): "unknown" for item in self_diagnosis().items}}
    save_diagnosis(answers, subject=subject, scope=event.scope, seen=0, **told)
    finish_diagnosis(subject, **told)
one = schedule(registration, specialist, slot, 1, **told)
if {is_whole}:
    record = Record(
        notes="メモ" * 60, summary="まとめ" * 60 + "y" * 90, issues=["控えがない", "研修がない"], theme_code="T1",
        wish=GuidanceWish.YES,
    )
    record_consultation(one, record, seen=0, **told)
print(one.pk)
"""


def consultation(site: Site, *, whole: bool = False) -> int:
    """Its number; `whole`: with questionnaire, self-diagnosis and a record."""
    who = {role: site.sign_ins[role]["email"] for role in ("chamber", "specialist")}
    return int(beside(site, BEGIN.format(company=site.sign_ins["company_member"]["email"], is_whole=whole, **who)))


LINK = """
from tsunagu.consultations.models import Consultation
from tsunagu.events.links import registration_token
from tsunagu.questionnaires.models import PrivateAnswers
registration = Consultation.objects.get(pk={key}).registration
found = PrivateAnswers.objects.filter(subject=f"registration:{{registration.pk}}", set_code="self_diagnosis").first()
print(f"/events/registrations/{{registration_token(registration)}}", found.pk if found else 0)
"""


def by_link(site: Site, key: int) -> tuple[str, int]:
    """(the address of the registration's pages, its finished self-diagnosis or 0) of a consultation."""
    address, result = beside(site, LINK.format(key=key)).split()
    return address, int(result)


def event_of(site: Site, key: int) -> int:
    """The event of a consultation."""
    script = (
        f"from tsunagu.consultations.models import Consultation\nprint(Consultation.objects.get(pk={key}).event_id)"
    )
    return int(beside(site, script))

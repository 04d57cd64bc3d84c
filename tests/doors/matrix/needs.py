"""Needs, requests to specialists and engagements behind every address: own, of others, of the secretariat."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from tests.specialists.published import AT
from tsunagu.companies.models import CareGrant, Company
from tsunagu.guidance.models import Engagement
from tsunagu.matching.models import Need, Proposal
from tsunagu.matching.need_links import need_token
from tsunagu.partners.models import Partner
from tsunagu.specialists.models import Specialist

OWN, FOREIGN, OFFICES, NONE, MATCHED = 901, 902, 903, 999, 50
LINK = need_token(Need(pk=OFFICES, made_at=AT))


def three_needs(own_number: str, other_number: str, *, partner: Partner, other: Partner, company: int) -> None:
    """One of the keeper's company and the coordinator's, with the specialist who may take cases asked; two of others.

    Each a second time with an engagement that came of it (the engagement has the number of the first).
    """
    keeper = Company.objects.get(pk=company)
    whose = (
        (OWN, own_number, partner, keeper),
        (FOREIGN, other_number, other, None),
        (OFFICES, other_number, None, None),
    )
    for pk, number, desk, owner in whose:
        specialist = Specialist.objects.get(riss_no=number)
        for key in (pk, pk + MATCHED):
            need = Need.objects.create(
                pk=key, scope=f"partner:{desk.pk}" if desk else "season:1", theme_code="T1", prefecture="13",
                organisation_name="架空の会社", contact_name="見本", industry="construction", origin="application",
                company=owner, partner=desk, made_at=AT, made_by="user:1", proved_at=AT, told_at=AT,
            )  # fmt: skip
            proposal = Proposal.objects.create(
                pk=key, scope=need.scope, need=need, specialist=specialist, rank=1, shown_at=AT, asked_at=AT,
                deadline_at=AT + timedelta(days=7), state="asked" if key == pk else "accepted",
                lead_said_yes_at=None if key == pk else AT,
            )  # fmt: skip
        if owner and specialist.user:
            CareGrant.objects.create(company=owner, user=specialist.user, because=f"engagement:{pk}", since=AT)
        Engagement.objects.create(
            pk=pk, scope=need.scope, need=need, proposal=proposal, kind="guidance", theme_code="T1", partner=desk,
            specialist=specialist, company=owner, prefecture="13", visits_planned=3, opened_at=AT,
        )  # fmt: skip


def need_samples(sample: Callable[..., Any], *, registration: str, keeper: Callable[[str], Any]) -> dict[str, Any]:
    """Route → sample, made by `sample` (tests/doors/matrix/samples.py)."""
    gaps = {"own": (OWN,), "foreign": (FOREIGN,), "missing": (NONE,)}
    offices = {"own": (OFFICES,), "foreign": (OWN,), "missing": (NONE,)}
    back, close = "302 /company/needs/901", {"do": "close"}
    return {
        "public:need_new": sample({"own": (registration,), "missing": ("x",)}, post="200"),
        "public:need": sample({"own": (LINK,), "missing": ("no-link-of-ours",)}, post=f"302 /needs/{LINK}", form=close),
        "public:need_confirm": sample(post="200"),
        "company:need_new": sample(post="200"),
        "company:need": sample(gaps, get=keeper("200"), post=keeper(back), form=close),
        "specialist:proposal": sample(gaps, post="200", form={"decline": "1"}),
        "specialist:bring": sample(post="200"),
        "specialist:engagement": sample(gaps, post="200"),
        "specialist:engagement_diagnosis": sample(gaps),
        "partner:need_new": sample(post="200"),
        "partner:need": sample(gaps, post="302 /partner/needs/901", form={"do": "offer"}),
        "partner:engagement": sample(gaps, post="200"),
        "partner:batch": sample(post="200"),
        "office:batch": sample(post="200"),
        "office:need_new": sample(post="200"),
        "office:need": sample(offices, post="302 /office/needs/903", form={"do": "offer"}),
        "office:engagement": sample(offices, post="200"),
    }

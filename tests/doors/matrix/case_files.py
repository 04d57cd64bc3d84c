"""A case behind every address: of the coordinator and the specialist who may take cases, and another's."""

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.base.hostile import pdf
from tsunagu.accounts.models import User
from tsunagu.base.actor import SYSTEM
from tsunagu.consultations.case_links import client_token
from tsunagu.consultations.models import (
    CaseCandidate,
    CaseFile,
    CasePaper,
    CaseSharing,
    CaseStep,
    ContractNote,
    DeskShift,
)
from tsunagu.consultations.states import CandidateState, ShiftState
from tsunagu.partners.models import Partner
from tsunagu.specialists.models import Specialist
from tsunagu.vault.actions import store_file
from tsunagu.vault.states import FileKind

AT = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)
AHEAD = datetime(2099, 12, 1, 1, 0, tzinfo=UTC)
CASE, FOREIGN_CASE, LEFT_CASE, SHIFT, TAKEN = 81, 82, 83, 81, 82
# The link is made from the number and the moment alone.
LINK = client_token(CaseFile(pk=CASE, opened_at=AT))
FACTS = {
    "kind": "support", "step": "decide", "organisation_name": "架空の会社", "contact_name": "見本",
    "email": "k@kaisha.example", "prefecture": "13", "industry": "construction", "need": "A-1", "payer": "client",
    "opened_at": AT, "touched_at": AT, "confirmed_at": AT,
}  # fmt: skip


def three_cases(own_number: str, other_number: str, *, partner: Partner, other: Partner, company: int) -> None:
    """One of the coordinator and the specialist who may take cases, one of others, one of the partner nobody keeps."""
    keeper = User.objects.get(memberships__organisation=partner.organisation)
    for key, number, whose, who in (
        (CASE, own_number, partner, keeper),
        (FOREIGN_CASE, other_number, other, None),
        (LEFT_CASE, other_number, partner, None),
    ):
        scope = f"partner:{whose.pk}"
        on_page = company if key == FOREIGN_CASE else None
        case = CaseFile.objects.create(pk=key, scope=scope, partner=whose, keeper=who, company_id=on_page, **FACTS)
        candidate = CaseCandidate.objects.create(
            pk=key, scope=scope, case=case, specialist=Specialist.objects.get(riss_no=number),
            state=CandidateState.ASKED, added_at=AT, asked_at=AT,
        )  # fmt: skip
        CaseSharing.objects.create(
            scope=scope, case=case, candidate=candidate, told={"place": "東京都"}, shared_at=AT
        )  # fmt: skip
        step = CaseStep.objects.create(
            scope=scope, case=case, code="intake", move="done", written_at=AT, written_by="見本"
        )  # fmt: skip
        stored = store_file(
            pdf(), name="a.pdf", kind=FileKind.PAPER, scope=scope, content_type="application/pdf", by=SYSTEM, at=AT
        )  # fmt: skip
        CasePaper.objects.create(pk=key, case=case, step=step, stored=stored)
        signed = store_file(
            pdf(), name="b.pdf", kind=FileKind.PAPER, scope=scope, content_type="application/pdf", by=SYSTEM, at=AT
        )  # fmt: skip
        ContractNote.objects.create(
            pk=key, scope=scope, case=case, first="client", second="partner", starts_on=AT.date(), paper=signed,
            noted_at=AT,
        )  # fmt: skip
    own = Specialist.objects.get(riss_no=own_number)
    for key, state in ((SHIFT, ShiftState.ASKED), (TAKEN, ShiftState.ACCEPTED)):
        begins = AHEAD + timedelta(days=key)
        DeskShift.objects.create(
            pk=key, partner=partner, specialist=own, state=state, starts_at=begins, ends_at=begins + timedelta(hours=3),
            place="本館", made_at=AT, asked_at=AT,
        )  # fmt: skip


def case_samples(sample: type[Any], keeper: Any) -> dict[str, Any]:
    """What is sent to the addresses of cases, and what somebody who is let in then gets."""

    def gap(*more: int, own: int = CASE, foreign: int = FOREIGN_CASE) -> dict[str, tuple[int, ...]]:
        return {"own": (own, *more), "foreign": (foreign, *more), "missing": (99, *more)}

    return {
        "partner:case_new": sample(post="200"),
        "partner:case_pick": sample(get="404", post="404"),
        "partner:case": sample(gap(), post="200", form={"do": "skip"}),
        "partner:case_edit": sample(gap(), post="200"),
        "partner:case_search": sample(gap(), get="302 /specialists"),
        "partner:case_candidates": sample(gap(), post="200", form={"do": "add"}),
        "partner:case_paper": sample(
            {"own": (CASE, CASE), "foreign": (FOREIGN_CASE, FOREIGN_CASE), "missing": (CASE, 99)}
        ),
        "partner:case_roadmap": sample(gap(), post="200", form={"do": "add"}),
        "partner:case_contract": sample(gap(), post="200", form={"do": "add"}),
        "partner:case_contract_paper": sample(
            {"own": (CASE, CASE), "foreign": (FOREIGN_CASE, FOREIGN_CASE), "missing": (CASE, 99)}
        ),
        "partner:case_keeper": sample(gap(), post="200"),
        "partner:case_take": sample(gap(own=LEFT_CASE), post="302 /partner/cases/"),
        "company:case": sample(
            gap(own=FOREIGN_CASE, foreign=CASE),
            get=keeper("200"),
            post=keeper(f"302 /company/cases/{FOREIGN_CASE}"),
            form={"do": "stop", "row": str(FOREIGN_CASE)},
        ),
        "specialist:case": sample(gap(), post=f"302 /specialist/cases/{CASE}", form={"accept": "1"}),
        "partner:statistics_export": sample({"own": ("csv",), "foreign": ("pdf",), "missing": ("x",)}),
        "partner:desk": sample(post="200", form={"do": "add"}),
        "partner:pool": sample(post="200", form={"do": "ask"}),
        "specialist:desk_calendar": sample(gap(own=TAKEN, foreign=SHIFT)),
        "specialist:desk": sample(post="302 /specialist/desk/", form={"do": "shift_yes", "row": str(SHIFT)}),
        "public:client_case": sample(
            {"own": (LINK,), "missing": ("x",)}, post=f"302 /cases/{LINK}", form={"do": "stop", "row": str(CASE)}
        ),
    }


CLIENT = (
    "seen", "organisation_name", "contact_name", "email", "telephone", "prefecture", "industry", "need", "theme",
    "budget", "worries", "payer", "once_key",
)  # fmt: skip
STEP = ("do", "seen", "held_on", "people", "notes", "reason", "code", "file", "once_key")
PERSON = ("do", "row", "riss_no", "why", "items", "message", "words", "once_key")
SHIFT_FIELDS = ("do", "row", "starts_at", "ends_at", "place", "is_online", "member", "riss_no", "month", "once_key")
CONTRACT = ("do", "row", "first", "second", "amount_yen", "starts_on", "ends_on", "words", "file", "once_key")


def case_targets(target: type[Any], chamber: str, specialist: str) -> dict[str, Any]:
    """The forms of cases with all their fields, for hostile requests."""
    aimed = {
        "case written": ("/partner/cases/new", CLIENT, chamber),
        "case changed": (f"/partner/cases/{CASE}/edit", CLIENT, chamber),
        "case step": (f"/partner/cases/{CASE}", STEP, chamber),
        "case people": (f"/partner/cases/{CASE}/candidates", PERSON, chamber),
        "case picked": ("/partner/cases/pick", ("riss", "case", "why", "once_key"), chamber),
        "case plan": (
            f"/partner/cases/{CASE}/roadmap",
            ("do", "row", "seen", "what", "who", "due_on", "state"),
            chamber,
        ),
        "case contract": (f"/partner/cases/{CASE}/contract", CONTRACT, chamber),
        "case keeper": (f"/partner/cases/{CASE}/keeper", ("colleague", "once_key"), chamber),
        "case answered": (f"/specialist/cases/{CASE}", ("words", "accept", "decline", "once_key"), specialist),
        "case stopped": (f"/cases/{LINK}", ("do", "row", "words", "once_key"), "signed out"),
        "case link": ("/cases/*", ("do", "row", "words"), "signed out"),
        "desk": ("/partner/desk/", SHIFT_FIELDS, chamber),
        "desk answered": ("/specialist/desk/", ("do", "row", "once_key"), specialist),
        "pool": ("/partner/pool/", ("do", "row", "riss_no", "until_on", "theme", "once_key"), chamber),
    }
    return {
        name: target(address, fields, is_form=True, visitor=visitor)
        for name, (address, fields, visitor) in aimed.items()
    }

"""What stands in the gaps of an address, what a form sends, and what somebody who is let in then gets.

A route without a sample has no gaps, takes no form and answers GET with 200.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.doors.matrix.boards import board_samples
from tests.doors.matrix.case_files import case_samples
from tests.doors.matrix.consulting import (
    BY_LINK,
    CONSULTATION,
    DIAGNOSIS,
    FOREIGN_CONSULTATION,
    FOREIGN_DIAGNOSIS,
    OFFICE_CONSULTATION,
    REGISTRATION,
)
from tests.doors.matrix.event_samples import event_samples
from tests.doors.matrix.needs import need_samples
from tests.doors.matrix.talks import ASKED, FOREIGN_TALK, MEETING, NO_TALK, TALK
from tests.doors.matrix.visitors import Visitor
from tests.doors.matrix.world import COLLEAGUE, ENQUIRY, ENTERED, HIDDEN, INVITED, KEEPER, LISTED, MISSING
from tsunagu.accounts.states import Role
from tsunagu.directory.enquiry_links import visitor_token
from tsunagu.directory.open_data.documents import CSV_NAME
from tsunagu.events.links import registration_token

Said = str | Callable[[Visitor], str]
AGAIN, SIGN_IN = "302 /accounts/reauthenticate/", "302 /accounts/login/"
BY_CODE = "302 /accounts/login/code/"
CODES = "302 /accounts/2fa/recovery-codes/"


@dataclass(frozen=True, slots=True)
class Sample:
    """`gaps`: kind of record ("own", "foreign", "missing") → arguments of the address.

    `get` and `post` are for the own record; a foreign or missing one is 404 unless `elsewhere` says otherwise.
    """

    gaps: dict[str, tuple[Any, ...]] = field(default_factory=lambda: {"own": ()})
    get: Said = "200"
    post: Said = ""
    form: dict[str, str] = field(default_factory=dict)
    elsewhere: dict[str, Said] = field(default_factory=lambda: {"GET": "404", "POST": "404"})


def _known(known: str, otherwise: str) -> Said:
    return lambda visitor: known if visitor.is_known else otherwise


def _proved(then: str, *, without_factor: str = "") -> Said:
    """For who gave password or code just now; `without_factor`: instead, for who has no second factor."""

    def said(visitor: Visitor) -> str:
        if without_factor == "404" and not visitor.has_second_factor:
            return "404"
        if not visitor.has_proved:
            return AGAIN
        return then if visitor.has_second_factor else without_factor or then

    return said


def _own_door(visitor: Visitor) -> str:
    doors = {
        Role.COMPANY_MEMBER: "302 /company/", Role.SPECIALIST: "302 /specialist/", Role.COORDINATOR: "302 /partner/",
        Role.OFFICE_CLERK: "302 /office/", Role.OFFICE_LEAD: "302 /office/",
    }  # fmt: skip
    return next((door for role, door in doors.items() if role in visitor.roles), "302 /accounts/start")


def _without_number(said: str, otherwise: str) -> Said:
    """For who has no register number here; specialists have one, also when their membership has ended."""
    return lambda visitor: otherwise if visitor.role is Role.SPECIALIST else said


def _gap(own: Any, *, missing: Any, **more: Any) -> dict[str, tuple[Any, ...]]:
    return {kind: (value,) for kind, value in {"own": own, "missing": missing, **more}.items()}


def _keeper(said: str) -> Said:
    """For the one visitor whose organisation the records are of; nobody else has them."""
    return lambda visitor: said if visitor.name == KEEPER else "404"


def _talks(door: str, own: tuple[Any, ...], *, as_keeper: bool = False, **others: tuple[Any, ...]) -> dict[str, Sample]:
    """The addresses of a conversation; at the company's door it is found by one company."""
    kinds = {"own": own, **others}
    papers = {"talk_paper": (1, "quote"), "talk_pdf": (1, "quote"), "talk_print": (1, "contract")}
    what = {"talk": (), "talk_calendar": (MEETING,), **papers}
    found = _keeper if as_keeper else lambda said: said
    return {
        f"{door}:{name}": Sample(
            {kind: (*gaps, *more) for kind, gaps in kinds.items()},
            get=found("200"),
            post=found("200"),
            form={"do": "write", "words": ""},
        )
        for name, more in what.items()
    }


PERSON = _gap(LISTED, foreign=HIDDEN, missing=MISSING)
NO_PASSKEY: dict[str, Said] = {"GET": _proved("404"), "POST": _proved("404")}
LINK = visitor_token(ENQUIRY)
BROKEN_LINK: dict[str, Said] = {"GET": "200", "POST": "404"}
TOKEN = registration_token(REGISTRATION)
RESULTS = {"own": (TOKEN, BY_LINK), "foreign": (TOKEN, DIAGNOSIS), "missing": ("x", BY_LINK)}
OFFICE_CASES = _gap(OFFICE_CONSULTATION, foreign=CONSULTATION, missing=99)
CASES = _gap(CONSULTATION, foreign=FOREIGN_CONSULTATION, missing=99)
SETTING = {"value": "60", "valid_from": "2027-01-01", "reason": "見本"}

SAMPLES: dict[str, Sample] = {
    **board_samples(Sample),
    **need_samples(Sample, registration=TOKEN, keeper=_keeper),
    **case_samples(Sample, _keeper),
    "public:needs": Sample(_gap("A", missing="x")),
    "public:sheet": Sample(PERSON),
    "public:photo": Sample(PERSON),
    "public:shortlist": Sample(post="302 /shortlist", form={"add": LISTED}),
    "public:enquire": Sample(post="200"),
    "public:confirm_enquiry": Sample(post="302 /enquiries/confirm"),
    "public:enquiry": Sample(_gap(LINK, missing="x"), post=f"302 /enquiries/{LINK}"),
    "specialist:enquiry": Sample(
        _gap(1, foreign=2, missing=9), post="302 /specialist/enquiries/1", form={"accept": "1"}
    ),
    "office:enquiry": Sample(_gap(1, missing=9), post="200", form={"release": "1"}),
    **_talks("public", (visitor_token(ASKED), TALK), missing=("x", TALK), foreign=(visitor_token(ASKED), FOREIGN_TALK)),
    **_talks("specialist", (TALK,), missing=(NO_TALK,), foreign=(FOREIGN_TALK,)),
    **_talks("company", (TALK,), missing=(NO_TALK,), foreign=(FOREIGN_TALK,), as_keeper=True),
    **event_samples(Sample),
    "public:open_data_file": Sample(_gap(CSV_NAME, foreign="manifest.json", missing="x.csv")),
    "api:sheet": Sample(PERSON),
    "api:vocabulary": Sample(_gap("themes", missing="x")),
    "home": Sample(get=_own_door),
    "specialist:begin": Sample(
        get=_without_number("200", "302 /specialist/apply/"),
        post=_without_number("302 /specialist/apply/", "200"),
        form={"riss_no": "777777", "name": "見本", "name_kana": "みほん"},
    ),
    "specialist:apply_step": Sample(
        _gap("places", missing="nothing"), post="302 /specialist/apply/industries/", form={"online": "yes", "seen": "0"}
    ),
    "specialist:apply_again": Sample(post="302 /specialist/apply/"),
    "specialist:thread": Sample(post="200"),
    "specialist:proofs": Sample(post="200"),
    "specialist:consent": Sample(post="200"),
    "specialist:photo": Sample(post="200"),
    "specialist:photo_file": Sample(get="404"),
    "specialist:survey_file": Sample(post="200"),
    "specialist:submit": Sample(post="200"),
    "specialist:withdraw": Sample(post="302 /specialist/apply/"),
    "specialist:confirm": Sample(post="302 /specialist/"),
    "specialist:hide": Sample(post="302 /specialist/"),
    "specialist:come_back": Sample(post="302 /specialist/"),
    "specialist:availability": Sample(post="200"),
    "specialist:version": Sample(_gap(1, missing=9)),
    "public:keep_true": Sample(post="200"),
    "prove_address": Sample(post="200"),
    "office:review_listing": Sample(
        _gap(LISTED, missing=MISSING),
        post=f"302 /office/review/{LISTED}/#thread",
        form={"do": "write", "text": "見本"},
    ),
    "office:invitations": Sample(post="200", form={"do": "invite"}),
    "public:invited": Sample(post="200"),
    "office:proof_file": Sample(_gap(1, missing=9)),
    "office:entry": Sample(_gap(ENTERED, foreign=LISTED, missing=MISSING), post="200"),
    "office:entry_step": Sample(
        {kind: (number, "places") for kind, number in (("own", ENTERED), ("foreign", LISTED), ("missing", MISSING))},
        post=f"302 /office/review/{ENTERED}/entry/",
        form={"online": "yes", "seen": "0"},
    ),
    "office:consent_file": Sample(_gap(LISTED, missing=MISSING)),
    "office:cancel_job": Sample(_gap(1, missing=9), post="302 /office/jobs/"),
    "office:retry_job": Sample(_gap(2, missing=9), post="302 /office/jobs/"),
    "office:send_again": Sample(_gap(1, missing=9), post="302 /office/outbox/"),
    "office:change_setting": Sample(
        _gap("listing.fresh_days", missing="x"), post="302 /office/settings/#setting-listing-fresh_days", form=SETTING
    ),
    # one's own account and organisation
    "account:found_company": Sample(post="200"),
    "account:switch": Sample(
        post=lambda visitor: "302 /home" if Role.SPECIALIST in visitor.roles else "404", form={"hat": "own"}
    ),
    "account:end_membership": Sample(
        _gap(COLLEAGUE[0], foreign=COLLEAGUE[1], missing=9),
        get=_keeper("200"),
        post=_keeper("302 /accounts/organisation"),
    ),
    "account:invitation": Sample(post="200"),
    "account:edit_organisation": Sample(post="200"),
    "account:invite": Sample(post="200"),
    "account:withdraw_invitation": Sample(
        _gap(INVITED[0], foreign=INVITED[1], missing=9), post=_keeper("302 /accounts/organisation")
    ),
    # allauth's pages
    "account_request_login_code": Sample(get=_known("302 /home", "200"), post=_known("302 /home", "200")),
    "mfa_login_webauthn": Sample(get=_known("302 /home", SIGN_IN), post=_known("302 /home", SIGN_IN)),
    "mfa_add_webauthn": Sample(get=_proved("200"), post=_proved("200")),
    "mfa_edit_webauthn": Sample({"missing": (9,)}, elsewhere=NO_PASSKEY),
    "mfa_remove_webauthn": Sample({"missing": (9,)}, elsewhere=NO_PASSKEY),
    "mfa_reauthenticate_webauthn": Sample(get=AGAIN, post=AGAIN),  # without a passkey: to another way
    "account_login": Sample(get=_known("302 /home", "200"), post=_known("302 /home", "200")),
    "account_logout": Sample(get=_known("200", "302 /"), post="302 /"),
    "account_signup": Sample(get=_known("302 /home", "200"), post=_known("302 /home", "200")),
    "account_reauthenticate": Sample(post="200"),
    "account_email": Sample(post="302 /accounts/email/"),
    "account_change_password": Sample(post="200"),
    "account_set_password": Sample(get="302 /accounts/password/change/", post="302 /accounts/password/change/"),
    "account_reset_password": Sample(post="200"),
    "account_confirm_login_code": Sample(get=_known("302 /home", BY_CODE), post=_known("302 /home", BY_CODE)),
    "account_confirm_email": Sample({"missing": ("x",)}, elsewhere=BROKEN_LINK),
    "account_reset_password_from_key": Sample({"missing": ("1", "x-y")}, elsewhere={"GET": "200", "POST": "200"}),
    "mfa_authenticate": Sample(get=_known("302 /home", SIGN_IN), post=_known("302 /home", SIGN_IN)),
    "mfa_reauthenticate": Sample(
        get=lambda visitor: "200" if visitor.has_second_factor else AGAIN,
        post=lambda visitor: "200" if visitor.has_second_factor else AGAIN,
    ),
    "mfa_activate_totp": Sample(
        get=_proved("302 /accounts/2fa/totp/deactivate/", without_factor="200"),
        post=_proved("302 /accounts/2fa/totp/deactivate/", without_factor="200"),
    ),
    "mfa_deactivate_totp": Sample(
        get=_proved("200", without_factor="404"), post=_proved("302 /accounts/2fa/", without_factor="404")
    ),
    "mfa_generate_recovery_codes": Sample(get=_proved("200"), post=_proved(CODES, without_factor="200")),
    "mfa_view_recovery_codes": Sample(get=_proved("200", without_factor="404")),
    "mfa_download_recovery_codes": Sample(get=_proved("200", without_factor="404")),
    "usersessions_list": Sample(post="302 /accounts/sessions/"),
    # individual consultations
    "specialist:consultation": Sample(CASES, post="200", form={"do": "no_show"}),
    "partner:consultation": Sample(CASES, post="200", form={"do": "no_show"}),
    "partner:event_day": Sample(CASES, post="200"),
    "office:consultation": Sample(OFFICE_CASES, post="200", form={"do": "no_show"}),
    "office:event_day": Sample(OFFICE_CASES, post="200"),
    "company:consultation": Sample(CASES, get=_keeper("200"), post=_keeper("200"), form={"do": "confirm"}),
    "public:consultation": Sample(
        {"own": (TOKEN, CONSULTATION), "foreign": (TOKEN, FOREIGN_CONSULTATION), "missing": ("x", CONSULTATION)},
        post="200",
        form={"do": "confirm"},
    ),
    # self-diagnosis
    "public:diagnosis": Sample(_gap(TOKEN, missing="x")),
    "public:diagnosis_part": Sample(
        {"own": (TOKEN, 1), "missing": ("x", 1)},
        post=f"302 /events/registrations/{TOKEN}/diagnosis",
        form={"then": "later"},
    ),
    "public:diagnosis_result": Sample(RESULTS),
    "public:diagnosis_pdf": Sample(RESULTS),
    "public:questionnaire": Sample(
        _gap(TOKEN, missing="x"), post=f"302 /events/registrations/{TOKEN}/questionnaire", form={"then": "later"}
    ),
    "company:diagnosis_part": Sample(_gap(1, missing=9), post="302 /company/diagnosis", form={"then": "later"}),
    "company:diagnosis_result": Sample(_gap(DIAGNOSIS, foreign=FOREIGN_DIAGNOSIS, missing=99), get=_keeper("200")),
    "company:diagnosis_pdf": Sample(_gap(DIAGNOSIS, foreign=FOREIGN_DIAGNOSIS, missing=99), get=_keeper("200")),
}
NONE = Sample()


def sample_of(route: str) -> Sample:
    """The route's sample."""
    return SAMPLES.get(route, NONE)

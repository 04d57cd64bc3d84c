"""The policy table: who may reach which route. A route that is not here stops the service at start-up.

Rights are named in accounts/states.py; the generated test tests/doors/test_matrix.py walks every row.
"""

from dataclasses import dataclass

from tsunagu.accounts.states import Right


@dataclass(frozen=True, slots=True)
class Access:
    """`right` None and not `is_public`: any signed-in person. `methods`: what the route answers.

    `asks_again`: only for who gave password or code in the last minutes (doors/fresh.py; promises §4).
    `needs_second_factor`: also for roles that may work without: a specialist before their first case.
    `needs_registration`: a specialist only while the register says valid; struck off, the route is gone.
    """

    is_public: bool = False
    right: Right | None = None
    methods: frozenset[str] = frozenset({"GET", "HEAD", "OPTIONS"})
    asks_again: bool = False
    needs_second_factor: bool = False
    needs_registration: bool = False


def _methods(names: str) -> frozenset[str]:
    return frozenset({"GET", "HEAD", "OPTIONS", *names.split()})


PUBLIC = Access(is_public=True)
PUBLIC_FORM = Access(is_public=True, methods=_methods("POST"))
SIGNED_IN = Access()
SIGNED_IN_FORM = Access(methods=_methods("POST"))


def needs(right: Right) -> Access:
    """Only those with the right; for everybody else the route does not exist."""
    return Access(right=right)


def needs_form(right: Right, *, asks_again: bool = False) -> Access:
    """The same, for a route that also takes a form."""
    return Access(right=right, methods=_methods("POST"), asks_again=asks_again)


def needs_button(right: Right) -> Access:
    """The same, for a route that is only acted on: no page stands there."""
    return Access(right=right, methods=frozenset({"POST"}))


def for_cases(right: Right, *, methods: str = "") -> Access:
    """Where a specialist takes or works on a case: second factor and a valid registration, at every request."""
    return Access(right=right, methods=_methods(methods), needs_second_factor=True, needs_registration=True)


def keeping_events(door: str, right: Right) -> dict[str, Access]:
    """The pages of who keeps events, the same at two doors; before names are taken out, the password is asked."""
    forms = ("event_new", "event_edit", "event", "event_registrations", "event_enter", "event_advisers")
    return {
        f"{door}:events": needs(right),
        **{f"{door}:{name}": needs_form(right) for name in (*forms, "event_ambassadors", "arrive")},
        f"{door}:event_export": Access(right=right, asks_again=True),
        f"{door}:event_kit": needs(right),
        f"{door}:event_flyer": needs(right),
        f"{door}:board": needs_form(right),
        f"{door}:board_pair": needs(right),
    }


def keeping_needs(door: str, right: Right) -> dict[str, Access]:
    """The pages of who is in charge of needs, the same at two doors."""
    lists = {f"{door}:{name}": needs(right) for name in ("needs", "engagements")}
    return lists | {f"{door}:{name}": needs_form(right) for name in ("need_new", "need", "engagement", "batch")}


BUTTON = Access(methods=frozenset({"POST"}))
SIGNED_IN_AGAIN = Access(methods=_methods("POST"), asks_again=True)

# Where nothing is public: signed-out visitors are sent to sign in, whether the address exists or not.
PRIVATE_PREFIXES = ("/company/", "/specialist/", "/partner/", "/office/", "/home", "/arrive/")

POLICY: dict[str, Access] = {
    # public
    "public:home": PUBLIC,
    "public:needs": PUBLIC,
    "public:conditions": PUBLIC,
    "public:list": PUBLIC,
    "public:sheet": PUBLIC,
    "public:photo": PUBLIC,
    "public:compare": PUBLIC,
    "public:shortlist": PUBLIC_FORM,
    "public:emergency": PUBLIC,
    "public:enquire": PUBLIC_FORM,
    "public:enquiry_sent": PUBLIC,
    "public:confirm_enquiry": PUBLIC_FORM,
    "public:enquiry": PUBLIC_FORM,
    "public:talk": PUBLIC_FORM,
    "public:talk_calendar": PUBLIC,
    "public:talk_paper": PUBLIC,
    "public:talk_pdf": PUBLIC,
    "public:talk_print": PUBLIC,
    "public:diagnosis": PUBLIC,
    "public:diagnosis_part": PUBLIC_FORM,
    "public:diagnosis_result": PUBLIC,
    "public:diagnosis_pdf": PUBLIC,
    "public:questionnaire": PUBLIC_FORM,
    "public:consultation": PUBLIC_FORM,
    "public:client_case": PUBLIC_FORM,
    "public:events": PUBLIC,
    "public:events_feed": PUBLIC,
    "public:event": PUBLIC,
    "public:event_calendar": PUBLIC,
    "public:event_flyer": PUBLIC,
    "public:event_register": PUBLIC_FORM,
    "public:event_sent": PUBLIC,
    "public:event_confirm": PUBLIC_FORM,
    "public:registration": PUBLIC_FORM,
    "public:recording": PUBLIC,
    "public:invited": PUBLIC_FORM,
    "public:timetable": PUBLIC,
    "public:timetable_calendar": PUBLIC,
    "public:need_new": PUBLIC_FORM,
    "public:need": PUBLIC_FORM,
    "public:need_confirm": PUBLIC_FORM,
    "public:about_candidates": PUBLIC,
    "public:about_order": PUBLIC,
    "public:register": PUBLIC,
    "public:open_data": PUBLIC,
    "public:open_data_file": PUBLIC,
    "public:keep_true": PUBLIC_FORM,
    "prove_address": PUBLIC_FORM,
    "terms": PUBLIC,
    "healthz": PUBLIC,
    "parts": PUBLIC,
    # the API
    "api:docs": PUBLIC,
    "api:openapi": PUBLIC,
    "api:specialists": PUBLIC,
    "api:sheet": PUBLIC,
    "api:codes": PUBLIC,
    "api:vocabulary": PUBLIC,
    # sign-in (allauth)
    "account_login": PUBLIC_FORM,
    "account_logout": PUBLIC_FORM,
    "account_signup": PUBLIC_FORM,
    "account_reauthenticate": SIGNED_IN_FORM,
    "account_email": SIGNED_IN_FORM,
    "account_change_password": SIGNED_IN_FORM,
    "account_set_password": SIGNED_IN_FORM,
    "account_inactive": PUBLIC,
    "account_confirm_email": PUBLIC_FORM,
    "account_email_verification_sent": PUBLIC,
    "account_reset_password": PUBLIC_FORM,
    "account_reset_password_done": PUBLIC,
    "account_reset_password_from_key": PUBLIC_FORM,
    "account_reset_password_from_key_done": PUBLIC,
    "account_request_login_code": PUBLIC_FORM,
    "account_confirm_login_code": PUBLIC_FORM,
    "mfa_authenticate": PUBLIC_FORM,
    "mfa_index": SIGNED_IN,
    "mfa_login_webauthn": PUBLIC_FORM,
    "mfa_list_webauthn": SIGNED_IN,
    "mfa_add_webauthn": SIGNED_IN_FORM,
    "mfa_edit_webauthn": SIGNED_IN_FORM,
    "mfa_remove_webauthn": SIGNED_IN_FORM,
    "mfa_reauthenticate_webauthn": SIGNED_IN_FORM,
    "mfa_reauthenticate": SIGNED_IN_FORM,
    "mfa_activate_totp": SIGNED_IN_FORM,
    "mfa_deactivate_totp": SIGNED_IN_FORM,
    "mfa_generate_recovery_codes": SIGNED_IN_FORM,
    "mfa_view_recovery_codes": SIGNED_IN,
    "mfa_download_recovery_codes": SIGNED_IN,
    "usersessions_list": SIGNED_IN_FORM,
    # every signed-in person
    "home": SIGNED_IN,
    "arrive": SIGNED_IN,
    "account:start": SIGNED_IN,
    "account:found_company": SIGNED_IN_FORM,
    "account:memberships": SIGNED_IN,
    "account:switch": BUTTON,
    "account:end_membership": SIGNED_IN_AGAIN,
    # whoever holds the link of an invitation
    "account:invitation": PUBLIC_FORM,
    # who keeps the people of an organisation
    "account:organisation": needs(Right.MEMBERS_KEEP),
    "account:edit_organisation": needs_form(Right.ORGANISATION_EDIT),
    "account:invite": needs_form(Right.MEMBERS_KEEP, asks_again=True),
    "account:withdraw_invitation": needs_button(Right.MEMBERS_KEEP),
    # members
    "company:home": needs(Right.OWN_COMPANY),
    "company:consultation": needs_form(Right.OWN_COMPANY),
    "company:case": needs_form(Right.OWN_COMPANY),
    "company:need_new": needs_form(Right.OWN_COMPANY),
    "company:need": needs_form(Right.OWN_COMPANY),
    "company:diagnosis": needs(Right.OWN_COMPANY),
    "company:diagnosis_part": needs_form(Right.OWN_COMPANY),
    "company:diagnosis_result": needs(Right.OWN_COMPANY),
    "company:diagnosis_pdf": needs(Right.OWN_COMPANY),
    "company:talk": needs_form(Right.OWN_COMPANY),
    "company:talk_calendar": needs(Right.OWN_COMPANY),
    "company:talk_paper": needs(Right.OWN_COMPANY),
    "company:talk_pdf": needs(Right.OWN_COMPANY),
    "company:talk_print": needs(Right.OWN_COMPANY),
    "specialist:home": needs(Right.OWN_SHEET),
    "specialist:begin": SIGNED_IN_FORM,
    "specialist:apply": needs(Right.OWN_SHEET),
    "specialist:apply_step": needs_form(Right.OWN_SHEET),
    "specialist:apply_again": needs_button(Right.OWN_SHEET),
    "specialist:thread": needs_form(Right.OWN_SHEET),
    "specialist:proofs": needs_form(Right.OWN_SHEET),
    "specialist:consent": needs_form(Right.OWN_SHEET),
    "specialist:photo": needs_form(Right.OWN_SHEET),
    "specialist:photo_file": needs(Right.OWN_SHEET),
    "specialist:survey_file": needs_form(Right.OWN_SHEET),
    "specialist:survey_download": needs(Right.OWN_SHEET),
    "specialist:preview": needs(Right.OWN_SHEET),
    "specialist:employer_letter": needs(Right.OWN_SHEET),
    "specialist:submit": needs_form(Right.OWN_SHEET),
    "specialist:withdraw": needs_form(Right.OWN_SHEET),
    "specialist:confirm": needs_button(Right.OWN_SHEET),
    "specialist:hide": needs_button(Right.OWN_SHEET),
    "specialist:come_back": needs_button(Right.OWN_SHEET),
    "specialist:availability": needs_form(Right.OWN_SHEET),
    "specialist:versions": needs(Right.OWN_SHEET),
    "specialist:version": needs(Right.OWN_SHEET),
    "specialist:enquiries": for_cases(Right.OWN_SHEET),
    "specialist:enquiry": for_cases(Right.OWN_SHEET, methods="POST"),
    "specialist:proposals": for_cases(Right.OWN_SHEET),
    "specialist:proposal": for_cases(Right.OWN_SHEET, methods="POST"),
    "specialist:bring": for_cases(Right.OWN_SHEET, methods="POST"),
    "specialist:engagement": for_cases(Right.OWN_SHEET, methods="POST"),
    "specialist:engagement_diagnosis": for_cases(Right.OWN_SHEET),
    "specialist:consultations": for_cases(Right.OWN_SHEET),
    "specialist:consultation": for_cases(Right.OWN_SHEET, methods="POST"),
    "specialist:talk": for_cases(Right.OWN_SHEET, methods="POST"),
    "specialist:talk_calendar": for_cases(Right.OWN_SHEET),
    "specialist:talk_paper": for_cases(Right.OWN_SHEET),
    "specialist:talk_pdf": for_cases(Right.OWN_SHEET),
    "specialist:talk_print": for_cases(Right.OWN_SHEET),
    "specialist:timetable": for_cases(Right.OWN_SHEET),
    "specialist:timetable_calendar": for_cases(Right.OWN_SHEET),
    "specialist:timetable_cancelled": for_cases(Right.OWN_SHEET),
    "specialist:cases": for_cases(Right.OWN_SHEET),
    "specialist:case": for_cases(Right.OWN_SHEET, methods="POST"),
    "specialist:desk": for_cases(Right.OWN_SHEET, methods="POST"),
    "specialist:desk_calendar": for_cases(Right.OWN_SHEET),
    "specialist:events": needs_form(Right.OWN_SHEET),
    "specialist:advising": for_cases(Right.OWN_SHEET, methods="POST"),
    **keeping_events("partner", Right.EVENT_KEEP),
    **keeping_needs("partner", Right.NEED_KEEP),
    "partner:home": needs(Right.CLIENT_SEARCH),
    "partner:consultations": needs(Right.EVENT_KEEP),
    "partner:consultation": needs_form(Right.EVENT_KEEP),
    "partner:event_day": needs_form(Right.EVENT_KEEP),
    "partner:cases": needs(Right.CASE_KEEP),
    "partner:case_new": needs_form(Right.CASE_KEEP),
    "partner:case_pick": needs_form(Right.CASE_KEEP),
    "partner:case": needs_form(Right.CASE_KEEP),
    "partner:case_edit": needs_form(Right.CASE_KEEP),
    "partner:case_search": needs(Right.CASE_KEEP),
    "partner:case_candidates": needs_form(Right.CASE_KEEP),
    "partner:case_paper": needs(Right.CASE_KEEP),
    "partner:case_roadmap": needs_form(Right.CASE_KEEP),
    "partner:case_contract": needs_form(Right.CASE_KEEP),
    "partner:case_contract_paper": needs(Right.CASE_KEEP),
    "partner:case_keeper": needs_form(Right.CASE_KEEP),
    "partner:case_take": needs_button(Right.CASE_KEEP),
    "partner:desk": needs_form(Right.CASE_KEEP),
    "partner:pool": needs_form(Right.CASE_KEEP),
    "partner:statistics": needs(Right.CASE_KEEP),
    "partner:statistics_export": needs(Right.CASE_KEEP),
    # the secretariat
    **keeping_events("office", Right.EVENT_OVERSEE),
    **keeping_needs("office", Right.NEED_OVERSEE),
    "office:home": needs(Right.LISTING_SEE),
    "office:listings": needs(Right.LISTING_SEE),
    "office:review": needs(Right.LISTING_REVIEW),
    "office:review_listing": needs_form(Right.LISTING_REVIEW),
    "office:proof_file": needs(Right.LISTING_REVIEW),
    "office:consent_file": needs(Right.LISTING_REVIEW),
    "office:entry": needs_form(Right.LISTING_REVIEW),
    "office:entry_step": needs_form(Right.LISTING_REVIEW),
    "office:invitations": needs_form(Right.LISTING_REVIEW),
    "office:enquiries": needs(Right.ENQUIRY_SEE),
    "office:enquiry": needs_form(Right.ENQUIRY_SEE),
    "office:consultations": needs(Right.EVENT_OVERSEE),
    "office:consultation": needs_form(Right.EVENT_OVERSEE),
    "office:event_day": needs_form(Right.EVENT_OVERSEE),
    "office:jobs": needs(Right.JOBS_SEE),
    "office:cancel_job": needs_button(Right.JOBS_CHANGE),
    "office:retry_job": needs_button(Right.JOBS_CHANGE),
    "office:outbox": needs(Right.OUTBOX_SEE),
    "office:send_again": needs_button(Right.OUTBOX_CHANGE),
    "office:settings": needs(Right.SETTINGS_SEE),
    "office:change_setting": needs_form(Right.SETTINGS_CHANGE, asks_again=True),
    "office:journal": needs(Right.JOURNAL_SEE),
}

# Signed in but without the second factor a role needs: only these are open.
SECOND_FACTOR_SET_UP = frozenset(
    {
        "mfa_activate_totp", "mfa_index", "mfa_reauthenticate", "account_reauthenticate", "account_logout",
        "mfa_generate_recovery_codes", "mfa_view_recovery_codes", "mfa_download_recovery_codes", "account_login",
        "mfa_authenticate", "account_email", "account_change_password", "mfa_list_webauthn", "mfa_add_webauthn",
        "mfa_edit_webauthn", "mfa_remove_webauthn", "mfa_reauthenticate_webauthn", "mfa_login_webauthn",
        "account:memberships", "account:switch",
    }
)  # fmt: skip

"""Roles and rights: what is not named is refused."""

from enum import StrEnum, auto

from tsunagu.base.labels import LabelledEnum


class OrganisationKind(LabelledEnum):
    """What an organisation is here for. Company and Partner hang on it one to one."""

    COMPANY = "company", "中小企業"
    PARTNER = "partner", "支援機関・ITベンダー"
    SECRETARIAT = "secretariat", "事務局"


class Role(LabelledEnum):
    """Roles are bundles of rights; the code is stored."""

    COMPANY_MEMBER = "company_member", "企業の担当者"
    SPECIALIST = "specialist", "登録セキスペ"
    COORDINATOR = "coordinator", "支援機関・ベンダーのコーディネーター"
    OFFICE_CLERK = "office_clerk", "事務局 担当"
    OFFICE_LEAD = "office_lead", "事務局 責任者"


class Right(StrEnum):
    """One thing a person may do. Named once; the policy table (doors/policy.py) asks for these."""

    OWN_COMPANY = auto()
    OWN_SHEET = auto()
    CLIENT_SEARCH = auto()
    CONTACT_SEE = auto()
    LISTING_SEE = auto()
    LISTING_REVIEW = auto()
    ENQUIRY_SEE = auto()
    ENQUIRY_DECIDE = auto()
    SETTINGS_SEE = auto()
    SETTINGS_CHANGE = auto()
    OUTBOX_SEE = auto()
    OUTBOX_CHANGE = auto()
    JOBS_SEE = auto()
    JOBS_CHANGE = auto()
    JOURNAL_SEE = auto()
    MEMBERS_KEEP = auto()
    ORGANISATION_EDIT = auto()
    EVENT_KEEP = auto()
    EVENT_OVERSEE = auto()
    NEED_KEEP = auto()
    NEED_OVERSEE = auto()
    CASE_KEEP = auto()


RIGHTS_OF: dict[Role, frozenset[Right]] = {
    Role.COMPANY_MEMBER: frozenset({Right.OWN_COMPANY, Right.MEMBERS_KEEP, Right.ORGANISATION_EDIT}),
    Role.SPECIALIST: frozenset({Right.OWN_SHEET}),
    Role.COORDINATOR: frozenset(
        {
            Right.CLIENT_SEARCH, Right.CONTACT_SEE, Right.MEMBERS_KEEP, Right.ORGANISATION_EDIT, Right.EVENT_KEEP,
            Right.NEED_KEEP,
            Right.CASE_KEEP,
        }
    ),
    Role.OFFICE_CLERK: frozenset(
        {
            Right.LISTING_SEE, Right.LISTING_REVIEW, Right.SETTINGS_SEE, Right.OUTBOX_SEE, Right.OUTBOX_CHANGE,
            Right.JOBS_SEE, Right.JOBS_CHANGE, Right.CONTACT_SEE, Right.ENQUIRY_SEE, Right.ENQUIRY_DECIDE,
            Right.EVENT_OVERSEE, Right.NEED_OVERSEE,
        }
    ),
    Role.OFFICE_LEAD: frozenset(
        {
            Right.LISTING_SEE, Right.LISTING_REVIEW, Right.SETTINGS_SEE, Right.SETTINGS_CHANGE, Right.OUTBOX_SEE,
            Right.OUTBOX_CHANGE, Right.JOBS_SEE, Right.JOBS_CHANGE, Right.JOURNAL_SEE, Right.CONTACT_SEE,
            Right.MEMBERS_KEEP, Right.ORGANISATION_EDIT, Right.ENQUIRY_SEE, Right.ENQUIRY_DECIDE,
            Right.EVENT_OVERSEE, Right.NEED_OVERSEE,
        }
    ),
}  # fmt: skip

# Secretariat and partners never work without a second factor (promises §4).
NEEDS_SECOND_FACTOR = frozenset({Role.COORDINATOR, Role.OFFICE_CLERK, Role.OFFICE_LEAD})
KIND_OF_ROLE = {
    Role.COMPANY_MEMBER: OrganisationKind.COMPANY,
    Role.COORDINATOR: OrganisationKind.PARTNER,
    Role.OFFICE_CLERK: OrganisationKind.SECRETARIAT,
    Role.OFFICE_LEAD: OrganisationKind.SECRETARIAT,
}
# Who lets whom in: colleagues of the own organisation, and the lead the first coordinators of a partner.
MAY_INVITE: dict[Role, tuple[Role, ...]] = {
    Role.COMPANY_MEMBER: (Role.COMPANY_MEMBER,),
    Role.COORDINATOR: (Role.COORDINATOR,),
    Role.OFFICE_LEAD: (Role.OFFICE_CLERK, Role.OFFICE_LEAD, Role.COORDINATOR),
}
# One of them always stays in an organisation.
KEEPERS = frozenset(role for role in Role if Right.MEMBERS_KEEP in RIGHTS_OF[role])

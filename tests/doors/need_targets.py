"""Pages and forms of needs for the hostile requests of test_fuzz."""

from tests.doors.hostile import Target
from tests.doors.matrix.consulting import REGISTRATION
from tests.doors.matrix.needs import LINK, OFFICES, OWN
from tsunagu.events.links import registration_token

BY_LINK = f"/events/registrations/{registration_token(REGISTRATION)}/need"
ASKED = ("what", "vendor_name", "prefecture", "is_online_ok", "words", "contact_name", "telephone", "email", "once_key")
WHOLE = (*ASKED, "organisation_name", "industry")
PRESSED = ("do", "first", "then", "words", "once_key")


def need_targets(*, member: str, chamber: str, clerk: str, specialist: str) -> dict[str, Target]:
    """By name; the arguments are visitors of the matrix."""
    return {
        "need by link": Target("/needs/*longer"),
        "need, choice": Target(f"/needs/{LINK}", ("first", "do")),
        "need, button": Target(f"/needs/{LINK}", PRESSED, is_form=True),
        "need confirmed": Target("/needs/confirm", ("token",), is_form=True),
        "need asked for by link": Target(BY_LINK, ASKED, is_form=True),
        "need from": Target(BY_LINK, ("from",)),
        "need asked for": Target("/company/needs/new", ASKED, is_form=True, visitor=member),
        "own need": Target(f"/company/needs/{OWN}", PRESSED, is_form=True, visitor=member),
        "needs of the desk": Target("/partner/needs/", ("state", "theme", "page"), visitor=chamber),
        "need of the desk": Target(
            f"/partner/needs/{OWN}", (*PRESSED, "candidate", "reason"), is_form=True, visitor=chamber
        ),
        "need of the secretariat": Target(f"/office/needs/{OFFICES}", ("do", "candidate"), is_form=True, visitor=clerk),
        "need entered": Target("/partner/needs/new", (*WHOLE, "waits"), is_form=True, visitor=chamber),
        "need entered from": Target("/office/needs/new", ("from",), visitor=clerk),
        "batch": Target("/partner/needs/batch", ("page", "only", "send"), visitor=chamber),
        "batch, button": Target("/partner/needs/batch", ("do", "seen", "once_key"), is_form=True, visitor=chamber),
        "engagements": Target("/office/engagements/", ("state", "page"), visitor=clerk),
        "engagement": Target(
            f"/partner/engagements/{OWN}", ("do", "side", "words", "once_key"), is_form=True, visitor=chamber
        ),
        "request answered": Target(
            f"/specialist/proposals/{OWN}",
            ("accept", "decline", "no-reason", "no-words", "yes-once_key", "no-once_key"),
            is_form=True,
            visitor=specialist,
        ),
        "company brought": Target("/specialist/bring", WHOLE, is_form=True, visitor=specialist),
    }

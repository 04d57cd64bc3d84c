"""From a template to subject and body, and what a letter may not hold."""

from dataclasses import dataclass
from datetime import datetime
from email.utils import parseaddr

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.template import Context, Template
from django.template.loader import get_template
from django.utils.crypto import salted_hmac

from tsunagu.base.errors import RuleBrokenError

SUBJECT_LENGTH = 300
PROOF = "mail.proof"  # what a link that proves an address is signed for


@dataclass(frozen=True, slots=True)
class Text:
    """What a letter says."""

    subject: str
    body: str


def text_of(template: str, facts: dict[str, object]) -> Text:
    """Render `templates/mail/<template>.txt`: the first paragraph is the subject, the rest the body."""
    found: Template = get_template(f"mail/{template}.txt").template  # type: ignore[attr-defined]
    subject, _, body = found.render(Context(facts, autoescape=False)).strip().partition("\n\n")
    return Text(plain_subject(subject), body.strip() + "\n")


def plain_subject(subject: str) -> str:
    """A subject of one line. RuleBrokenError for control characters: they would begin another header."""
    if not subject.strip().isprintable():
        raise RuleBrokenError("件名に改行などの文字は使えません。")
    return subject.strip()[:SUBJECT_LENGTH]


def plain_address(address: str) -> str:
    """One bare address. Raises RuleBrokenError for anything else: lists, names, line breaks."""
    try:
        validate_email(address)
    except ValidationError as wrong:
        raise RuleBrokenError("メールアドレスの形が正しくありません。", field="email") from wrong
    return address


def message_id(to: str, template: str, text: Text, *, at: datetime) -> str:
    """The same letter written at the same moment has the same Message-ID; nobody can guess it."""
    said = f"{to}\n{template}\n{text.subject}\n{text.body}\n{at.isoformat()}"
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    return f"<{salted_hmac('tsunagu.letter', said, algorithm='sha256').hexdigest()[:40]}@{domain}>"

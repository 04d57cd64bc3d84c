"""Signed in by role, for the tests of the members' pages."""

import re
import time

from django.test import Client

from tests.doors.people import member
from tsunagu.accounts.models import User
from tsunagu.accounts.states import NEEDS_SECOND_FACTOR, Role

SEED = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def enter(client: Client, role: Role, *, proved: bool = False) -> User:
    """Somebody with that role is signed in; `proved`: they gave their password a moment ago."""
    user = member(role, seed=SEED if role in NEEDS_SECOND_FACTOR else "")
    client.force_login(user)
    if proved:
        prove(client, user)
    return user


def prove(client: Client, user: User) -> None:
    """As if the password had been given again just now."""
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time(), "reauthenticated": True}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()


def text_of(response) -> str:
    """The words of a page's content, tags and extra space taken out."""
    main = re.search(r"<main.*?</main>", response.content.decode(), re.DOTALL)[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def rows_of(response) -> list[list[str]]:
    """The cells of every table row in the body of a page."""
    body = "".join(re.findall(r"<tbody.*?</tbody>", response.content.decode(), re.DOTALL))
    rows = re.findall(r"<tr.*?</tr>", body, re.DOTALL)
    return [[_words(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)] for row in rows]


def _words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())

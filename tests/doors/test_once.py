import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.base import ContentFile
from django.test import RequestFactory

from tsunagu.base.actor import Actor
from tsunagu.doors.once import KEY, OnceForm, redirect_once

pytestmark = pytest.mark.django_db


def sent(key: str, actor: str = "user:1", *, to: str = "/ask", **fields):
    request = RequestFactory().post(to, {"once_key": key, **fields})
    request.user, request.actor = AnonymousUser(), Actor(actor, "x")
    form = OnceForm(request.POST)
    assert form.is_valid()
    return request, form


def test_a_double_click_leads_to_the_same_page_and_acts_once() -> None:
    done: list[int] = []

    def act() -> str:
        done.append(1)
        return f"/asked/{len(done)}"

    answers = [redirect_once(*sent("a" * 32), act).url for _ in range(2)]

    assert (answers, done) == (["/asked/1", "/asked/1"], [1])


def test_the_same_words_and_files_sent_again_act_once() -> None:
    done: list[int] = []

    def act() -> str:
        done.append(1)
        return f"/asked/{len(done)}"

    def told() -> dict[str, object]:
        return {"email": "a@kakuu.example", "themes": ["T1", "T2"], "paper": ContentFile(b"%PDF-", "a.pdf")}

    answers = [redirect_once(*sent("a" * 32, **told()), act).url for _ in range(2)]

    assert answers == ["/asked/1", "/asked/1"]


@pytest.mark.parametrize(
    "changed",
    [
        {"email": "b@kakuu.example"},
        {"themes": ["T2", "T1", "T3"]},
        {"paper": ContentFile(b"%PDF-2", "a.pdf")},
        {"to": "/ask/2"},
        {"then": "later"},
    ],
    ids=["field", "list", "file", "place", "button"],
)
def test_what_was_corrected_after_the_back_button_is_stored_too(changed) -> None:
    done: list[int] = []

    def act() -> str:
        done.append(1)
        return f"/asked/{len(done)}"

    told = {"email": "a@kakuu.example", "themes": ["T1", "T2"], "paper": ContentFile(b"%PDF-", "a.pdf")}

    answers = [redirect_once(*sent("a" * 32, **one), act).url for one in (told, told | changed)]

    assert answers == ["/asked/1", "/asked/2"]


@pytest.mark.parametrize("key", ["", "x", "a" * 31, "A" * 32, "\0" * 32, "a" * 5000])
def test_a_key_that_is_none_of_ours_becomes_a_new_one(key) -> None:
    _, form = sent(key)

    assert (bool(KEY.fullmatch(form.cleaned_data["once_key"])), form.cleaned_data["once_key"] == key) == (
        True,
        False,
    )


def test_each_form_shown_has_its_own_key() -> None:
    shown = [OnceForm()["once_key"].value() for _ in range(2)]

    assert [bool(KEY.fullmatch(key)) for key in shown] == [True, True]
    assert shown[0] != shown[1]

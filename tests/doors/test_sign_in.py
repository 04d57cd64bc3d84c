import re
import time

import pytest
from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.core import mail
from django.template.loader import get_template
from django.test import Client
from django.urls import reverse

from tests.doors.people import PASSWORD, code_of, member
from tsunagu.accounts.models import User
from tsunagu.accounts.states import Role
from tsunagu.doors.frame import address
from tsunagu.doors.views import DOOR_OF_ROLE

pytestmark = pytest.mark.django_db
SEED = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def sign_in(client: Client, email: str, password: str = PASSWORD, **more: str):
    return client.post("/accounts/login/", {"login": email, "password": password, **more})


def errors_on(response) -> list[str]:
    block = re.search(r'class="error-summary".*?</ul>', response.content.decode(), re.DOTALL)
    return [re.sub("<[^>]+>", "", line) for line in re.findall(r"<li>(.*?)</li>", block[0], re.DOTALL)] if block else []


def test_the_right_password_leads_to_the_way_in(client: Client) -> None:
    user = member(Role.COMPANY_MEMBER)

    response = sign_in(client, user.email)

    assert (response.status_code, response["Location"]) == (302, "/home")


def test_a_wrong_password_and_an_unknown_address_are_answered_alike(client: Client) -> None:
    user = member(Role.COMPANY_MEMBER)

    answers = [sign_in(client, user.email, "wrong"), sign_in(client, "nobody@people.example", "wrong")]

    assert [answer.status_code for answer in answers] == [200, 200]
    said = [errors_on(answer) for answer in answers]
    assert said[0] == said[1] == ["入力されたメールアドレスもしくはパスワードが正しくありません。"]


def test_what_was_typed_stays_except_the_password(client: Client) -> None:
    page = sign_in(client, "typed@people.example", "wrong").content.decode()

    assert ('value="typed@people.example"' in page, 'value="wrong"' in page) == (True, False)


def test_sign_in_never_leads_to_another_site(client: Client) -> None:
    user = member(Role.COMPANY_MEMBER)

    response = sign_in(client, user.email, next="https://elsewhere.example/")

    assert response["Location"] == "/home"


def test_an_account_that_is_stopped_is_told_so(client: Client) -> None:
    user = member(Role.COMPANY_MEMBER)
    User.objects.filter(pk=user.pk).update(is_active=False)

    response = sign_in(client, user.email)

    assert errors_on(response) or response["Location"] == "/accounts/inactive/"


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.OFFICE_CLERK, Role.OFFICE_LEAD])
def test_secretariat_and_partners_set_up_the_second_factor_before_anything_else(client: Client, role: Role) -> None:
    sign_in(client, member(role).email)

    response = client.get("/home")

    assert (response.status_code, response["Location"]) == (302, "/accounts/2fa/totp/activate/")


@pytest.mark.parametrize("role", [Role.COMPANY_MEMBER, Role.SPECIALIST])
def test_the_others_may_work_without(client: Client, role: Role) -> None:
    sign_in(client, member(role).email)

    response = client.get("/home")

    assert response["Location"] == (address(DOOR_OF_ROLE[role]) or "/")


def test_setting_up_the_second_factor_shows_picture_and_text_and_opens_the_way(client: Client) -> None:
    user = member(Role.OFFICE_CLERK)
    sign_in(client, user.email)
    page = client.get("/accounts/2fa/totp/activate/").content.decode()
    seed = re.search(r'<code class="key-text">(\w+)</code>', page)[1]
    assert 'src="data:image/svg+xml' in page

    response = client.post("/accounts/2fa/totp/activate/", {"code": code_of(seed)})

    assert response.status_code == 302
    assert client.get("/home")["Location"] == (address("office:home") or "/")
    codes = client.get("/accounts/2fa/recovery-codes/").content.decode()
    assert len(re.findall(r"<li><code>\w+</code></li>", codes)) == 10


def test_later_the_password_is_asked_again_before_the_second_factor_changes(client: Client, monkeypatch) -> None:
    user = member(Role.COMPANY_MEMBER)
    sign_in(client, user.email)
    now = time.time()
    monkeypatch.setattr("time.time", lambda: now + 301)

    response = client.get("/accounts/2fa/totp/activate/")

    assert response["Location"] == "/accounts/reauthenticate/?next=%2Faccounts%2F2fa%2Ftotp%2Factivate%2F"
    assert heading(client.get(response["Location"])) == "本人の確認"


def test_a_wrong_code_is_refused_beside_the_field(client: Client) -> None:
    sign_in(client, member(Role.OFFICE_CLERK).email)
    client.get("/accounts/2fa/totp/activate/")

    response = client.post("/accounts/2fa/totp/activate/", {"code": "000000"})

    page = response.content.decode()
    assert (
        response.status_code,
        'aria-describedby="id_code_error"' in page,
        'id="id_code_error"' in page,
    ) == (200, True, True)


def test_the_stored_secret_is_not_the_secret() -> None:
    user = member(Role.OFFICE_CLERK, seed=SEED)

    row = Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP)

    assert row.data["secret"].split(":")[0] == "k1"
    assert SEED not in str(row.data)
    assert row.wrap().validate_code(code_of(SEED))


def test_who_has_a_second_factor_is_asked_for_it(client: Client) -> None:
    user = member(Role.OFFICE_LEAD, seed=SEED)

    first = sign_in(client, user.email)
    assert first["Location"] == "/accounts/2fa/authenticate/"
    assert client.get("/home")["Location"].startswith("/accounts/login/")
    second = client.post("/accounts/2fa/authenticate/", {"code": code_of(SEED)})

    assert second["Location"] == "/home"
    assert client.get("/home")["Location"] == (address("office:home") or "/")


def test_a_code_opens_only_once(client: Client) -> None:
    user = member(Role.OFFICE_LEAD, seed=SEED)
    code = code_of(SEED)
    sign_in(client, user.email)
    client.post("/accounts/2fa/authenticate/", {"code": code})
    other = Client()
    sign_in(other, user.email)

    response = other.post("/accounts/2fa/authenticate/", {"code": code})

    assert response.status_code == 200
    assert other.get("/home")["Location"].startswith("/accounts/login/")


def test_a_forgotten_password_is_answered_alike_for_known_and_unknown(client: Client) -> None:
    user = member(Role.COMPANY_MEMBER)

    answers = [
        client.post("/accounts/password/reset/", {"email": email}) for email in (user.email, "no@people.example")
    ]

    assert [(a.status_code, a["Location"]) for a in answers] == [(302, "/accounts/password/reset/done/")] * 2
    assert [(m.to, m.subject) for m in mail.outbox] == [([user.email], "【つなぐ】パスワードを決め直す")]


def test_the_mailed_link_sets_a_new_password(client: Client) -> None:
    user = member(Role.COMPANY_MEMBER)
    client.post("/accounts/password/reset/", {"email": user.email})
    link = re.search(r"http://testserver(/\S+)", mail.outbox[0].body)[1]
    form = client.get(link)["Location"]

    client.post(form, {"password1": "another-Password-4712", "password2": "another-Password-4712"})

    assert sign_in(Client(), user.email, "another-Password-4712")["Location"] == "/home"


def test_signing_out_asks_first(client: Client) -> None:
    client.force_login(member(Role.COMPANY_MEMBER))

    assert client.get("/accounts/logout/").status_code == 200
    assert client.post("/accounts/logout/")["Location"] == "/"
    assert client.get("/home")["Location"].startswith("/accounts/login/")


PAGES = {
    "account_login": "ログイン",
    "account_signup": "はじめての登録",
    "account_request_login_code": "メールの番号でログイン",
    "account_reset_password": "パスワードを忘れたとき",
    "account_reset_password_done": "メールを確かめてください",
    "account_reset_password_from_key_done": "パスワードを変えました",
    "account_inactive": "このアカウントは使えません",
    "account_email_verification_sent": "メールを確かめてください",
}
OWN_PAGES = {
    "account_email": "メールアドレス",
    "account_change_password": "パスワードを変える",
    "account_logout": "ログアウト",
    "mfa_index": "二段階認証",
    "mfa_list_webauthn": "パスキー",
    "mfa_add_webauthn": "パスキーを加える",
    "usersessions_list": "ログイン中の端末",
}


def heading(response) -> str:
    return re.search(r"<h1>(.*?)</h1>", response.content.decode())[1]


@pytest.mark.parametrize(("name", "expected"), PAGES.items())
def test_pages_for_everybody_carry_our_heading(client: Client, name: str, expected: str) -> None:
    assert heading(client.get(reverse(name))) == expected


@pytest.mark.parametrize(("name", "expected"), OWN_PAGES.items())
def test_pages_of_an_account_carry_our_heading(client: Client, name: str, expected: str) -> None:
    sign_in(client, member(Role.COMPANY_MEMBER).email)

    assert heading(client.get(reverse(name))) == expected


def test_a_spoilt_link_says_what_to_do(client: Client) -> None:
    page = client.get("/accounts/password/reset/key/1-set-password/").content.decode()

    assert ("このリンクは使えません" in page, reverse("account_reset_password") in page) == (True, True)


LETTERS = {
    "account/email/account_already_exists": "すでに登録されています",
    "account/email/email_changed": "メールアドレスが変わりました",
    "account/email/email_confirm": "メールアドレスを確認しました",
    "account/email/email_confirmation": "メールアドレスの確認",
    "account/email/email_confirmation_signup": "メールアドレスの確認",
    "account/email/email_deleted": "メールアドレスを消しました",
    "account/email/login_code": "ログインの番号",
    "account/email/password_changed": "パスワードが変わりました",
    "account/email/password_reset": "パスワードを決め直しました",
    "account/email/password_reset_key": "パスワードを決め直す",
    "account/email/password_set": "パスワードを決めました",
    "account/email/unknown_account": "登録がありません",
    "mfa/email/recovery_codes_generated": "予備コードを作りました",
    "mfa/email/totp_activated": "二段階認証を設定しました",
    "mfa/email/totp_deactivated": "二段階認証をやめました",
    "mfa/email/webauthn_added": "パスキーを加えました",
    "mfa/email/webauthn_removed": "パスキーを消しました",
}


@pytest.mark.parametrize(("letter", "subject"), LETTERS.items())
def test_every_letter_is_ours_and_renders(letter: str, subject: str, rf, settings) -> None:
    facts = dict.fromkeys(
        (
            "activate_url",
            "password_reset_url",
            "code",
            "from_email",
            "to_email",
            "deleted_email",
            "ip",
            "timestamp",
        ),
        "x",
    )
    facts["current_site"] = {"domain": "tsunagu.example"}

    written = get_adapter(rf.get("/")).render_mail(letter, "to@people.example", facts)

    assert written.subject == f"【つなぐ】{subject}"
    assert written.body.startswith("「つなぐ」からのお知らせです。\n\n")
    for part in ("subject", "message"):
        assert "tsunagu/doors/templates" in get_template(f"{letter}_{part}.txt").origin.name


@pytest.mark.parametrize(
    ("length", "said"), [(254, []), (255, ["メールアドレス：メールアドレスは254文字までで入力してください。"])]
)
def test_an_address_longer_than_we_keep_is_refused_beside_its_field(
    client: Client, length: int, said: list[str]
) -> None:
    client.force_login(member(Role.COMPANY_MEMBER))
    domain = "@" + ".".join(["a" * 60] * 3) + ".example"
    email = "x" * (length - len(domain)) + domain

    response = client.post("/accounts/email/", {"action_add": "", "email": email}, follow=True)

    assert (len(email), errors_on(response)) == (length, said)

import json
from datetime import date

from tsunagu.demo.sign_ins import SignIn, password_of, totp_seed_of, write_sign_ins

DAY = date(2026, 11, 21)
ONE = SignIn("office_lead", "事務局 責任者", "見本 花子", "sekinin@mihon.example", "aaaa-bbbb-cccc-dddd", "JBSWY3DP")


def test_the_file_is_for_its_owner_only(settings, tmp_path) -> None:
    settings.VAR_DIR = tmp_path / "var"

    path = write_sign_ins([ONE])

    assert (path, path.stat().st_mode & 0o777) == (tmp_path / "var" / "demo-sign-ins.json", 0o600)
    assert json.loads(path.read_text(encoding="utf-8")) == [
        {
            "role": "office_lead",
            "label": "事務局 責任者",
            "name": "見本 花子",
            "email": "sekinin@mihon.example",
            "password": "aaaa-bbbb-cccc-dddd",
            "totp_seed": "JBSWY3DP",
        }
    ]


def test_a_second_file_replaces_the_first_and_leaves_nothing_beside_it(settings, tmp_path) -> None:
    settings.VAR_DIR = tmp_path
    write_sign_ins([ONE])

    write_sign_ins([])

    assert [(file.name, file.read_text()) for file in tmp_path.iterdir()] == [("demo-sign-ins.json", "[]\n")]


def test_passwords_and_seeds_follow_from_seed_day_and_address() -> None:
    words = {
        (password_of(email, seed=seed, as_of=day), totp_seed_of(email, seed=seed, as_of=day))
        for email in ("a@mihon.example", "b@mihon.example")
        for seed in (1, 2)
        for day in (DAY, date(2026, 11, 22))
    }

    assert len(words) == 8
    assert password_of("a@mihon.example", seed=1, as_of=DAY) == password_of("a@mihon.example", seed=1, as_of=DAY)


def test_another_installation_gets_other_passwords(settings) -> None:
    here = password_of("a@mihon.example", seed=1, as_of=DAY)

    settings.SECRET_KEY = "somebody else's"

    assert password_of("a@mihon.example", seed=1, as_of=DAY) != here

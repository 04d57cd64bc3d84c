"""Second factors keep working when the keys are rotated, and need the old key no more."""

import json
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

from tests.doors.people import code_of, member
from tsunagu.accounts import rotation
from tsunagu.accounts.rotation import rotate_second_factors
from tsunagu.accounts.states import Role
from tsunagu.base.actor import SYSTEM
from tsunagu.vault.cipher import NotReadableError
from tsunagu.vault.keys import add_key, make_keys
from tsunagu.vault.rotation import register_rotation, rotate_keys

SEED = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
pytestmark = pytest.mark.django_db


@pytest.fixture
def keys(tmp_path: Path, settings) -> Path:
    make_keys(tmp_path / "keys")
    settings.TSUNAGU_KEYS = tmp_path / "keys"
    return tmp_path / "keys"


def lose_old_keys(keys: Path) -> None:
    content = json.loads(keys.read_text())
    content["encryption"] = {content["current"]: content["encryption"][content["current"]]}
    keys.with_name("fewer").write_text(json.dumps(content))
    keys.with_name("fewer").replace(keys)


def test_the_app_and_the_recovery_codes_work_without_the_old_key(keys: Path, file_store) -> None:
    from django.utils.timezone import now

    user = member(Role.OFFICE_LEAD, seed=SEED)
    codes = RecoveryCodes.activate(user)
    before = codes.get_unused_codes()
    codes.validate_code(before[0])
    add_key(keys)

    done = [rotate_keys(by=SYSTEM, at=now()) for _ in range(2)]

    assert done == [2, 0]
    lose_old_keys(keys)
    app = Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP)
    again = RecoveryCodes(Authenticator.objects.get(user=user, type=Authenticator.Type.RECOVERY_CODES))
    assert (app.wrap().validate_code(code_of(SEED)), again.get_unused_codes()) == (True, before[1:])


def test_without_rotation_the_old_key_is_still_needed(keys: Path) -> None:
    user = member(Role.OFFICE_LEAD, seed=SEED)
    add_key(keys)
    lose_old_keys(keys)

    app = Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP)
    with pytest.raises(NotReadableError):
        app.wrap().validate_code(code_of(SEED))


def test_a_recovery_code_used_in_between_stays_used(keys: Path, monkeypatch) -> None:
    user = member(Role.OFFICE_LEAD)
    codes = RecoveryCodes.activate(user)
    first = codes.get_unused_codes()[0]
    add_key(keys)
    renewed = rotation.renewed

    def slowly(data, current):
        fresh = renewed(data, current)
        monkeypatch.setattr(rotation, "renewed", renewed)
        assert RecoveryCodes(Authenticator.objects.get()).validate_code(first)
        return fresh

    monkeypatch.setattr(rotation, "renewed", slowly)

    assert rotate_second_factors("k2") == 1
    row = Authenticator.objects.get()
    assert (row.data["seed"].split(":")[0], first in RecoveryCodes(row).get_unused_codes()) == ("k2", False)


def test_codes_taken_over_from_elsewhere_are_renewed_one_by_one(keys: Path) -> None:
    from allauth.mfa.utils import decrypt, encrypt

    old = {"migrated_codes": [encrypt("aaa"), encrypt("bbb")], "viewed_at": 1.5}
    add_key(keys)

    fresh = rotation.renewed(old, "k2")

    assert [code.split(":")[0] for code in fresh["migrated_codes"]] == ["k2", "k2"]
    assert ([decrypt(code) for code in fresh["migrated_codes"]], fresh["viewed_at"]) == (["aaa", "bbb"], 1.5)


def test_a_name_is_registered_once() -> None:
    with pytest.raises(ValueError, match="registered already"):
        register_rotation("second-factors", lambda _current: 0)

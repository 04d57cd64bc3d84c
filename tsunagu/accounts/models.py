"""People who sign in, organisations, and who belongs where with which role."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from tsunagu.accounts.states import OrganisationKind, Role


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Make a person who can sign in; without a password the account has an unusable one."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save()
        return user


class User(AbstractBaseUser):
    """A person. E-mail address and password; the second factor lives in allauth's own table."""

    email = models.EmailField("メールアドレス", unique=True, max_length=254)
    name = models.CharField("お名前", max_length=100)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(null=True)
    terms_version = models.CharField(max_length=20, blank=True)
    terms_agreed_at = models.DateTimeField(null=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    is_staff = False
    is_superuser = False

    objects = UserManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(terms_version="", terms_agreed_at=None)
                | (~Q(terms_version="") & Q(terms_agreed_at__isnull=False)),
                name="accounts_who_agreed_to_terms_says_when",
            )
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return self.name

    def has_perm(self, _permission: str, _on: object = None) -> bool:
        """Django's own permissions are not used; rights come from memberships."""
        return False


class Organisation(models.Model):
    """A company, a partner or the secretariat."""

    kind = models.CharField(max_length=20, choices=OrganisationKind.choices())
    name = models.CharField("名称", max_length=200)
    name_kana = models.CharField("よみ", max_length=200, blank=True)
    prefecture = models.CharField("所在地（都道府県）", max_length=2)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in OrganisationKind]),
                name="accounts_organisation_kind_is_known",
            )
        ]

    def __str__(self) -> str:
        return self.name


class MembershipQuerySet(models.QuerySet["Membership"]):
    def standing_at(self, at: datetime) -> MembershipQuerySet:
        """Begun and not ended at that moment."""
        return self.filter(since__lte=at).filter(Q(until=None) | Q(until__gt=at))


class Membership(models.Model):
    """A person has a role in an organisation from a moment until a moment. A specialist stands alone."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=30, choices=Role.choices())
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation", "role"],
                condition=Q(until=None),
                name="accounts_one_open_membership_per_role",
            ),
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(role=Role.SPECIALIST, until=None),
                name="accounts_one_open_specialist_role",
            ),
            models.CheckConstraint(
                condition=Q(role=Role.SPECIALIST, organisation=None)
                | (~Q(role=Role.SPECIALIST) & Q(organisation__isnull=False)),
                name="accounts_only_specialists_stand_alone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.role}"


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open_at(self, at: datetime) -> InvitationQuerySet:
        """Neither accepted nor withdrawn nor past its end at that moment."""
        return self.filter(accepted_at=None, withdrawn_at=None, until__gt=at)


class Invitation(models.Model):
    """Somebody is asked to join an organisation with a role. The token itself stands only in the letter."""

    email = models.EmailField(max_length=254)
    role = models.CharField(max_length=30, choices=Role.choices())
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="invitations")
    invited_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    until = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["email", "organisation", "role"],
                condition=Q(accepted_at=None, withdrawn_at=None),
                name="accounts_one_open_invitation_per_address",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(withdrawn_at=None),
                name="accounts_an_invitation_ends_one_way",
            ),
        ]

    def __str__(self) -> str:
        return f"invitation #{self.pk} {self.role}"

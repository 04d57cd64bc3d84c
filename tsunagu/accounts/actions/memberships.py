"""Who belongs where: roles are given and ended here, and nowhere else."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, Q

from tsunagu.accounts.models import Invitation, Membership, Organisation, User
from tsunagu.accounts.states import KEEPERS, KIND_OF_ROLE, OrganisationKind, Role
from tsunagu.base.actor import Actor
from tsunagu.base.errors import RuleBrokenError
from tsunagu.journal.actions import record


@transaction.atomic
def grant_membership(
    user: User, role: Role, organisation: Organisation | None, *, by: Actor, at: datetime
) -> Membership:
    """The person has the role from now on. Refuses one that does not fit the organisation, or is held.

    A specialist stands alone: `organisation` is None for that role and only for that one.
    """
    kind = OrganisationKind(organisation.kind) if organisation else None
    if KIND_OF_ROLE.get(role) is not kind:
        raise RuleBrokenError(f"「{role.label}」は、この組織では選べません。", field="role")
    held = Membership.objects.filter(user=user, role=role, organisation=organisation)
    if held.filter(Q(until=None) | Q(until__gt=at)).exists():
        raise RuleBrokenError("この役割は、すでに登録されています。", field="role")
    membership = Membership.objects.create(user=user, organisation=organisation, role=role, since=at)
    record("membership.granted", on=membership, by=by, at=at, role=role.value, person=user.pk)
    return membership


@transaction.atomic
def end_membership(membership: Membership, *, by: Actor, at: datetime) -> None:
    """The role ends now; access ends with the person's next request, and so do the invitations they wrote.

    Refuses one that has ended, and the last one that keeps the organisation's people: nobody could let anybody in.
    """
    organisation = membership.organisation
    if organisation is not None:
        _one_at_a_time(organisation)
        if membership.role in KEEPERS and not _others_keep(membership, organisation, at):
            raise RuleBrokenError("最後の一人は外せません。先に、ほかの人を招待してください。")
    if not Membership.objects.standing_at(at).filter(pk=membership.pk).update(until=at):
        raise RuleBrokenError("この所属は、もう終わっています。画面を読み直してください。")
    if organisation is not None:
        theirs = Invitation.objects.open_at(at).filter(invited_by=membership.user, organisation=organisation)
        theirs.update(withdrawn_at=at)
    record("membership.ended", on=membership, by=by, at=at, role=str(membership.role), person=membership.user_id)


@transaction.atomic
def end_role(user: User, role: Role, *, by: Actor, at: datetime) -> int:
    """All of the person's memberships with that role end now (a registration was revoked); returns how many."""
    memberships = list(Membership.objects.standing_at(at).filter(user=user, role=role))
    for membership in memberships:
        Membership.objects.filter(pk=membership.pk).update(until=at)
        record("membership.ended", on=membership, by=by, at=at, role=role.value, person=user.pk)
    return len(memberships)


def _one_at_a_time(organisation: Organisation) -> None:
    """Two people who take each other out at once: the second waits for the first (a write locks the row)."""
    Organisation.objects.filter(pk=organisation.pk).update(name=F("name"))


def _others_keep(membership: Membership, organisation: Organisation, at: datetime) -> bool:
    others = Membership.objects.standing_at(at).filter(organisation=organisation, role__in=KEEPERS)
    return others.exclude(pk=membership.pk).filter(user__is_active=True).exists()

"""無料相談窓口と専門家派遣の登録: a partner's desk by dated shifts, and the specialists it may send out.

Nothing of a client stands here. Rows are the partner's; a specialist sees those they were asked for.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from tsunagu.consultations.states import POOL_LIVE, SHIFTS_TAKEN, PoolState, ShiftState
from tsunagu.partners.models import Partner
from tsunagu.specialists.models import Specialist


class DeskShift(models.Model):
    """窓口の当番: from when to when, where ("" with `is_online`: only there), and who sits there."""

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="shifts")
    specialist = models.ForeignKey(Specialist, null=True, on_delete=models.SET_NULL, related_name="shifts")
    state = models.CharField(max_length=20, choices=ShiftState.choices(), default=ShiftState.OPEN)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField("場所", max_length=200, blank=True)
    is_online = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="consultations_a_shift_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=~Q(state=ShiftState.OPEN) | Q(specialist=None), name="consultations_an_open_shift_is_nobodys"
            ),
            models.UniqueConstraint(
                fields=["specialist", "starts_at"],
                condition=Q(state__in=SHIFTS_TAKEN),
                name="consultations_one_shift_at_a_time",
            ),
        ]
        indexes = [
            models.Index(fields=["partner", "starts_at"], name="consultations_rota"),
            models.Index(fields=["specialist", "state"], name="consultations_own_shifts"),
        ]

    def __str__(self) -> str:
        return f"shift {self.pk} {self.state}"

    @property
    def state_now(self) -> ShiftState:
        return ShiftState(self.state)


class PoolMember(models.Model):
    """派遣の登録: one specialist a partner may send out, until a day (JST, included).

    Whether they still are: the list is asked each time (`queries`), nothing of it is stored.
    """

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="pool")
    specialist = models.ForeignKey(Specialist, on_delete=models.CASCADE, related_name="pools")
    state = models.CharField(max_length=20, choices=PoolState.choices(), default=PoolState.ASKED)
    until_on = models.DateField()
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "specialist"],
                condition=Q(state__in=POOL_LIVE),
                name="consultations_a_specialist_is_in_a_pool_once",
            ),
        ]
        indexes = [models.Index(fields=["specialist", "state"], name="consultations_own_pools")]

    def __str__(self) -> str:
        return f"pool {self.pk} {self.state}"

    @property
    def state_now(self) -> PoolState:
        return PoolState(self.state)

"""相談会の組み合わせ: the board of one consultation day, and every change made to it.

Scope: the event's. Who is on it are keys; names stay with the registration.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tsunagu.events.models import Event, EventRegistration, EventSlot
from tsunagu.matching.states import BoardState, ChangeVerb
from tsunagu.specialists.models import Specialist
from tsunagu.vault.scope import ScopedRow


class Board(ScopedRow):
    """One board. `version` counts changes: who saw an older one is told what changed.

    `told_version`: what was published last (0 = nothing yet); `publications` counts, for calendars. `value`, `bound`
    and `reason` are those of the last search.
    """

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="board")
    state = models.CharField(max_length=20, choices=BoardState.choices(), default=BoardState.DRAFT)
    version = models.IntegerField(default=0)
    consultations = models.IntegerField("1社あたりの相談の数", default=1)
    fewest_gaps = models.BooleanField("専門家の待ち時間を少なくする", default=True)
    most_in_a_row = models.IntegerField("休みなしで続ける数", default=0)
    status = models.CharField(max_length=20, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    value = models.BigIntegerField(default=0)
    bound = models.BigIntegerField(default=0)
    made_at = models.DateTimeField()
    solved_at = models.DateTimeField(null=True)
    job_id = models.BigIntegerField(null=True)
    published_at = models.DateTimeField(null=True)
    told_version = models.IntegerField(default=0)
    publications = models.IntegerField(default=0)

    class Meta(ScopedRow.Meta):
        constraints = [
            *ScopedRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(consultations__gte=1, consultations__lte=2), name="matching_one_or_two_consultations"
            ),
            models.CheckConstraint(
                condition=Q(published_at=None, publications=0) | Q(published_at__isnull=False, publications__gte=1),
                name="matching_a_published_board_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"board {self.pk} {self.state}"

    @property
    def state_now(self) -> BoardState:
        return BoardState(self.state)


class BoardPlacement(models.Model):
    """Two who meet in a slot. `room` 0 = online. A pinned one stays where it is in the next search."""

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="placements")
    registration = models.ForeignKey(EventRegistration, on_delete=models.CASCADE, related_name="placements")
    specialist = models.ForeignKey(Specialist, on_delete=models.CASCADE, related_name="placements")
    slot = models.ForeignKey(EventSlot, on_delete=models.CASCADE, related_name="placements")
    room = models.IntegerField(default=0)
    is_pinned = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["board", "slot", "specialist"], name="matching_a_specialist_is_in_one_place"
            ),
            models.UniqueConstraint(
                fields=["board", "slot", "registration"], name="matching_a_company_is_in_one_place"
            ),
            models.UniqueConstraint(
                fields=["board", "registration", "specialist"], name="matching_two_meet_once_on_a_board"
            ),
            models.CheckConstraint(condition=Q(room__gte=0), name="matching_a_room_has_a_number"),
        ]

    def __str__(self) -> str:
        return f"placement {self.pk}"


class BoardRule(models.Model):
    """Two whom the coordinator keeps apart on this day."""

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="rules")
    registration = models.ForeignKey(EventRegistration, on_delete=models.CASCADE, related_name="board_rules")
    specialist = models.ForeignKey(Specialist, on_delete=models.CASCADE, related_name="board_rules")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["board", "registration", "specialist"], name="matching_two_are_kept_apart_once"
            ),
        ]

    def __str__(self) -> str:
        return f"apart {self.pk}"


class BoardChange(models.Model):
    """One change: what a colleague with an older version open is shown. `goes`, `comes`: seats as keys."""

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="changes")
    version = models.IntegerField()
    verb = models.CharField(max_length=20, choices=ChangeVerb.choices())
    goes = models.JSONField(default=list)
    comes = models.JSONField(default=list)
    made_by = models.CharField(max_length=100)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["board", "version"], name="matching_each_version_is_one_change"),
        ]
        ordering = ["version"]

    def __str__(self) -> str:
        return f"change {self.version}"

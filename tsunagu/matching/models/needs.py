"""Needs (企業×テーマ×地域), the candidates offered for them, and the search for everybody's candidates at once.

Scope: of who is in charge: the partner that brought or entered it, else the secretariat of the season. Besides them
the company sees its need, and a specialist only what they were asked for.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tsunagu.companies.models import Company
from tsunagu.matching.states import (
    BatchState,
    Dropped,
    NeedClosed,
    NeedKind,
    NeedOrigin,
    ProposalState,
    Refusal,
    ReviewOf,
)
from tsunagu.partners.models import Partner
from tsunagu.seasons.models import Season
from tsunagu.specialists.models import Commitment, Specialist
from tsunagu.vault.fields import EncryptedTextField
from tsunagu.vault.scope import ScopedRow


class Need(ScopedRow):
    """相談の要望: what one company would like to be helped with. Where it stands is derived from its proposals.

    `source`: what it came from, "consultation:12"; one need each. `vendor_name`: whose quotation is reviewed; who works
    there is no candidate. `waits_for_batch`: candidates come with those of everybody else. `season` None: outside any
    programme. `company`: whose page it is on; who has none reads it by the link in our letters. `told_at`: when its
    company last heard of candidates, or that there are none. `reminded_at`: of its choice since then; before
    the address is proved, when its owner was asked. `sender_digest`: keyed, the same for one address.
    `reminded_at`: of choosing since then; with nobody to choose from, when somebody was last looked for.
    """

    kind = models.CharField(max_length=20, choices=NeedKind.choices(), default=NeedKind.GUIDANCE)
    theme_code = models.CharField("指導テーマ", max_length=10, blank=True)
    review_of = models.CharField("見てほしいもの", max_length=20, choices=ReviewOf.choices(), blank=True)
    vendor_name = EncryptedTextField("見積もりを出した会社", blank=True, default="")
    organisation_name = EncryptedTextField("会社や団体の名前")
    contact_name = EncryptedTextField("担当者の名前")
    email = EncryptedTextField("メールアドレス", blank=True, default="")
    telephone = EncryptedTextField("電話番号", blank=True, default="")
    sender_digest = models.CharField(max_length=64, blank=True, db_index=True)
    prefecture = models.CharField("場所（都道府県）", max_length=2)
    industry = models.CharField("業種", max_length=30)
    is_online_ok = models.BooleanField("オンラインでもよい", default=False)
    words = EncryptedTextField("希望や気になること", blank=True, default="")
    origin = models.CharField(max_length=20, choices=NeedOrigin.choices())
    source = models.CharField(max_length=100, blank=True)
    brought_by = models.ForeignKey(Specialist, null=True, on_delete=models.SET_NULL, related_name="needs_brought")
    company = models.ForeignKey(Company, null=True, on_delete=models.SET_NULL, related_name="needs")
    partner = models.ForeignKey(Partner, null=True, on_delete=models.PROTECT, related_name="needs")
    season = models.ForeignKey(Season, null=True, on_delete=models.PROTECT, related_name="needs")
    waits_for_batch = models.BooleanField(default=False)
    made_at = models.DateTimeField(db_index=True)
    made_by = models.CharField(max_length=100)
    proved_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_reason = models.CharField(max_length=20, choices=NeedClosed.choices(), blank=True)

    class Meta(ScopedRow.Meta):
        constraints = [
            *ScopedRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(kind=NeedKind.GUIDANCE, review_of="") & ~Q(theme_code="")
                | Q(kind=NeedKind.REVIEW) & ~Q(review_of=""),
                name="matching_a_need_says_what_it_is_for",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_reason="") | Q(closed_at__isnull=False) & ~Q(closed_reason=""),
                name="matching_a_closed_need_says_why",
            ),
            models.UniqueConstraint(
                fields=["source"], condition=Q(closed_at=None) & ~Q(source=""), name="matching_one_open_need_per_source"
            ),
        ]
        indexes = [
            models.Index(fields=["partner", "closed_at"], name="matching_needs_of_a_partner"),
            models.Index(fields=["season", "closed_at"], name="matching_needs_of_a_season"),
        ]

    def __str__(self) -> str:
        return f"need {self.pk}"


class Proposal(ScopedRow):
    """候補提示: one specialist offered for a need. `rank` from 1, as first shown; `turn`: the order the company chose.

    `companion`: who comes along because the first can do it only with support; both answer, both get the record.
    `lines`: how the points came about, as they were when it was offered. `is_brought`: they brought the company
    themselves, so their yes is said. Scope: the need's.
    """

    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="proposals")
    specialist = models.ForeignKey(Specialist, on_delete=models.PROTECT, related_name="proposals")
    companion = models.ForeignKey(Specialist, null=True, on_delete=models.PROTECT, related_name="proposals_beside")
    state = models.CharField(max_length=20, choices=ProposalState.choices(), default=ProposalState.SHOWN)
    rank = models.IntegerField()
    turn = models.IntegerField(null=True)
    points = models.IntegerField(default=0)
    lines = models.JSONField(default=list)
    is_brought = models.BooleanField(default=False)
    shown_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True)
    deadline_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    lead_said_yes_at = models.DateTimeField(null=True)
    companion_said_yes_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    refusal = models.CharField(max_length=20, choices=Refusal.choices(), blank=True)
    declined_by = models.ForeignKey(Specialist, null=True, on_delete=models.SET_NULL, related_name="+")
    words = EncryptedTextField("返事", blank=True, default="")
    dropped_because = models.CharField(max_length=20, choices=Dropped.choices(), blank=True)
    commitment = models.OneToOneField(Commitment, null=True, on_delete=models.SET_NULL, related_name="+")
    companion_commitment = models.OneToOneField(Commitment, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta(ScopedRow.Meta):
        constraints = [
            *ScopedRow.Meta.constraints,
            models.UniqueConstraint(fields=["need", "specialist"], name="matching_a_candidate_is_offered_once"),
            models.UniqueConstraint(
                fields=["need"], condition=Q(state=ProposalState.ACCEPTED), name="matching_one_accepted_per_need"
            ),
            models.UniqueConstraint(
                fields=["need"], condition=Q(state=ProposalState.ASKED), name="matching_one_is_asked_at_a_time"
            ),
            models.CheckConstraint(
                condition=~Q(state=ProposalState.ASKED) | Q(asked_at__isnull=False, deadline_at__isnull=False),
                name="matching_who_is_asked_has_a_deadline",
            ),
            models.CheckConstraint(
                condition=~Q(state=ProposalState.DECLINED) | ~Q(refusal=""), name="matching_a_refusal_says_why"
            ),
            models.CheckConstraint(
                condition=Q(state=ProposalState.DROPPED) & ~Q(dropped_because="")
                | ~Q(state=ProposalState.DROPPED) & Q(dropped_because=""),
                name="matching_who_was_dropped_has_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state=ProposalState.ACCEPTED)
                | Q(lead_said_yes_at__isnull=False) & (Q(companion=None) | Q(companion_said_yes_at__isnull=False)),
                name="matching_everybody_who_comes_said_yes",
            ),
            models.CheckConstraint(
                condition=Q(companion=None) | ~Q(companion=models.F("specialist")),
                name="matching_nobody_comes_along_with_themselves",
            ),
            models.CheckConstraint(condition=Q(rank__gte=1), name="matching_ranks_begin_at_one"),
        ]
        indexes = [
            models.Index(fields=["state", "deadline_at"], name="matching_proposals_due"),
            models.Index(fields=["specialist", "state"], name="matching_proposals_of_one"),
        ]

    def __str__(self) -> str:
        return f"proposal {self.pk} {self.state}"

    @property
    def state_now(self) -> ProposalState:
        return ProposalState(self.state)


class Batch(ScopedRow):
    """まとめての候補選び: candidates for all waiting needs of one scope at once. Sending is a step of its own.

    `version` counts changes; `value`, `bound`: worth found and its upper bound; `reason`: how the search ended.
    `sent`: how many needs got their candidates; `skipped`: (need, why) of those left as they are (`states.Skipped`).
    """

    season = models.ForeignKey(Season, on_delete=models.PROTECT, related_name="batches")
    partner = models.ForeignKey(Partner, null=True, on_delete=models.PROTECT, related_name="batches")
    state = models.CharField(max_length=20, choices=BatchState.choices(), default=BatchState.DRAFT)
    version = models.IntegerField(default=0)
    value = models.BigIntegerField(default=0)
    bound = models.BigIntegerField(default=0)
    reason = models.CharField(max_length=300, blank=True)
    job_id = models.BigIntegerField(null=True)
    made_at = models.DateTimeField()
    solved_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    sent = models.IntegerField(default=0)
    skipped = models.JSONField(default=list)

    class Meta(ScopedRow.Meta):
        constraints = [
            *ScopedRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["scope"],
                condition=~Q(state__in=(BatchState.SENT, BatchState.DROPPED)),
                name="matching_one_open_batch_per_scope",
            ),
            models.CheckConstraint(
                condition=~Q(state=BatchState.SENT) | Q(sent_at__isnull=False), name="matching_a_sent_batch_says_when"
            ),
        ]

    def __str__(self) -> str:
        return f"batch {self.pk} {self.state}"

    @property
    def state_now(self) -> BatchState:
        return BatchState(self.state)


class BatchLine(models.Model):
    """One candidate of the plan. `specialist` None: nobody could be found, `why` says why (a code).

    `is_done`: its need was sent or skipped.
    """

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="lines")
    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="batch_lines")
    rank = models.IntegerField()
    specialist = models.ForeignKey(Specialist, null=True, on_delete=models.CASCADE, related_name="+")
    companion = models.ForeignKey(Specialist, null=True, on_delete=models.SET_NULL, related_name="+")
    points = models.IntegerField(default=0)
    lines = models.JSONField(default=list)
    why = models.CharField(max_length=40, blank=True)
    is_done = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "need", "rank"], name="matching_each_rank_is_one_candidate"),
            models.CheckConstraint(
                condition=Q(specialist__isnull=False, why="") | Q(specialist=None) & ~Q(why=""),
                name="matching_a_plan_names_somebody_or_why_not",
            ),
        ]
        ordering = ["need_id", "rank"]

    def __str__(self) -> str:
        return f"plan of need {self.need_id}, {self.rank}"

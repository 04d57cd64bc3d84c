"""指導案件: a company and its specialist have found each other.

Scope: the need's (who is in charge). Besides them the company, the specialist and who comes along see it.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tsunagu.companies.models import Company
from tsunagu.guidance.states import EngagementKind, EngagementState, WithdrawnBy
from tsunagu.matching.models import Need, Proposal
from tsunagu.partners.models import Partner
from tsunagu.seasons.models import Season
from tsunagu.specialists.models import Specialist
from tsunagu.vault.fields import EncryptedTextField
from tsunagu.vault.scope import ScopedRow


class Engagement(ScopedRow):
    """One engagement. `visits_planned`: 3 for a theme, 1 for a third-party review. `companion`: comes along."""

    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="engagements")
    proposal = models.OneToOneField(Proposal, on_delete=models.PROTECT, related_name="engagement")
    kind = models.CharField(max_length=20, choices=EngagementKind.choices())
    theme_code = models.CharField("指導テーマ", max_length=10, blank=True)
    specialist = models.ForeignKey(Specialist, on_delete=models.PROTECT, related_name="engagements")
    companion = models.ForeignKey(Specialist, null=True, on_delete=models.PROTECT, related_name="engagements_beside")
    company = models.ForeignKey(Company, null=True, on_delete=models.SET_NULL, related_name="engagements")
    partner = models.ForeignKey(Partner, null=True, on_delete=models.PROTECT, related_name="engagements")
    season = models.ForeignKey(Season, null=True, on_delete=models.PROTECT, related_name="engagements")
    prefecture = models.CharField(max_length=2)
    visits_planned = models.IntegerField()
    state = models.CharField(max_length=20, choices=EngagementState.choices(), default=EngagementState.OPEN)
    opened_at = models.DateTimeField(db_index=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=20, choices=WithdrawnBy.choices(), blank=True)
    words = EncryptedTextField("辞退の事情", blank=True, default="")

    class Meta(ScopedRow.Meta):
        constraints = [
            *ScopedRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["need"], condition=Q(state=EngagementState.OPEN), name="guidance_one_open_engagement_per_need"
            ),
            models.CheckConstraint(
                condition=Q(state=EngagementState.WITHDRAWN, withdrawn_at__isnull=False) & ~Q(withdrawn_by="")
                | ~Q(state=EngagementState.WITHDRAWN) & Q(withdrawn_at=None, withdrawn_by=""),
                name="guidance_a_withdrawn_one_says_when_and_who",
            ),
            models.CheckConstraint(condition=Q(visits_planned__gte=1), name="guidance_at_least_one_visit"),
        ]
        indexes = [models.Index(fields=["specialist", "state"], name="guidance_of_a_specialist")]

    def __str__(self) -> str:
        return f"engagement {self.pk} {self.state}"

    @property
    def state_now(self) -> EngagementState:
        return EngagementState(self.state)

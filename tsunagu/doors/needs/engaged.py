"""What a decided need led to: how both sides reach one another, what comes next, and withdrawing before it begins."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django import forms
from django.utils import timezone

from tsunagu.doors.forms import KindForm
from tsunagu.doors.gate import GatedRequest
from tsunagu.doors.once import OnceForm
from tsunagu.guidance.access import engagements_of_need
from tsunagu.guidance.actions import withdraw_engagement
from tsunagu.guidance.models import Engagement
from tsunagu.guidance.papers import Reading, readings_of
from tsunagu.guidance.queries import EngagementPage, engagement_of, engagement_page
from tsunagu.guidance.states import EngagementState, WithdrawnBy
from tsunagu.matching.models import Need
from tsunagu.reference.themes import GuidanceTheme, ThemeVisit, guidance_theme


class WithdrawForm(KindForm, OnceForm):
    """It cannot begin after all."""

    use_required_attribute = False
    do = forms.CharField(widget=forms.HiddenInput, initial="withdraw")
    words = forms.CharField(
        label="事情", max_length=1000, widget=forms.Textarea({"rows": 3}), help_text="担当者だけが読みます。"
    )


@dataclass(frozen=True, slots=True)
class Engaged:
    """An engagement as a page shows it. `theme` None: a review of one visit."""

    engagement: Engagement
    page: EngagementPage
    theme: GuidanceTheme | None
    readings: tuple[Reading, ...] = ()

    @property
    def is_open(self) -> bool:
        """Not withdrawn."""
        return self.page.row.state is EngagementState.OPEN

    @property
    def steps(self) -> list[tuple[str, ThemeVisit]]:
        """Each visit with what is to be reached by it (reference 03)."""
        return list(zip(self.theme.goals, self.theme.visits, strict=True)) if self.theme else []


def engaged(engagement: Engagement) -> Engaged:
    """What its pages show of an engagement (`guidance.queries.find_engagement`)."""
    theme = guidance_theme(engagement.theme_code) if engagement.theme_code else None
    return Engaged(engagement, engagement_page(engagement), theme)


def engaged_of(need: Need) -> Engaged | None:
    """What came of a need last, with who read the company's papers because of it; None: nothing yet. Two queries."""
    found = engagement_of(engagements_of_need(need))
    return replace(engaged(found), readings=tuple(readings_of(found))) if found else None


def withdraw(request: GatedRequest, found: Engagement, form: WithdrawForm, side: WithdrawnBy) -> None:
    """One side says that it cannot begin."""
    withdraw_engagement(found, side, form.cleaned_data["words"], by=request.actor, at=timezone.now())

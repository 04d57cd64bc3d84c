"""事業年度の枠: one season exists from the first migration."""

from django.db import models
from django.db.models import F, Q


class Season(models.Model):
    """A programme's frame: fiscal year, period."""

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=100)
    fiscal_year = models.IntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    source = models.TextField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="seasons_ends_after_it_starts")
        ]

    def __str__(self) -> str:
        return self.name


class ListingCriterion(models.Model):
    """掲載基準: one published, versioned condition for being listed in a season."""

    season = models.ForeignKey(Season, on_delete=models.CASCADE, related_name="listing_criteria")
    code = models.CharField(max_length=40)
    version = models.IntegerField(default=1)
    sentence = models.CharField(max_length=300)
    source = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["season", "code", "version"], name="seasons_one_wording_per_version")
        ]

    def __str__(self) -> str:
        return self.sentence

"""The public list's own tables: orders kept for a while, and daily counters of who was shown."""

from django.db import models

from tsunagu.specialists.models import Specialist


class KeptOrder(models.Model):
    """表示順の控え: the first 200 of one visitor's list, kept two hours (promises §1).

    `ids`: [[specialist id, points], …]; `shown`: how many of them were on a page. Holds no personal data: a random
    seed and a digest of the conditions.
    """

    seed = models.BigIntegerField()
    conditions = models.CharField(max_length=64)
    ids = models.JSONField()
    shown = models.IntegerField(default=0)
    made_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["seed", "conditions"], name="directory_one_order_per_visitor_and_search"),
            models.CheckConstraint(condition=models.Q(shown__gte=0), name="directory_shown_is_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.conditions[:8]} {self.shown}/{len(self.ids)}"


class DailyExposure(models.Model):
    """表示回数: how often a specialist was shown on a list and asked, per JST day. Counts only."""

    specialist = models.ForeignKey(Specialist, on_delete=models.CASCADE, related_name="exposures")
    day = models.DateField()
    impressions = models.IntegerField(default=0)
    enquiries = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["specialist", "day"], name="directory_one_counter_per_day"),
        ]
        indexes = [models.Index(fields=["day"], name="directory_by_day")]

    def __str__(self) -> str:
        return f"{self.specialist_id} {self.day}: {self.impressions}"

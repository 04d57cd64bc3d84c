"""中小企業: one to one on an organisation, and who may care for it."""

from django.conf import settings
from django.db import models

from tsunagu.accounts.models import Organisation


class Company(models.Model):
    """A small or medium-sized company. `industry` is a code of the list's fifteen (reference 10)."""

    organisation = models.OneToOneField(
        Organisation, on_delete=models.CASCADE, primary_key=True, related_name="company"
    )
    industry = models.CharField(max_length=30)
    employees = models.IntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(employees__gte=0), name="companies_employees_not_negative")
        ]

    def __str__(self) -> str:
        return str(self.organisation)


class CareGrant(models.Model):
    """閲覧の根拠: one person may read a company's papers, because of one matter ("engagement:3"), until it ends.

    Written by the rooms above through `companies.actions`; read by who shows a company's papers.
    """

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="care_grants")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="care_grants")
    because = models.CharField(max_length=100)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["company", "user", "because"], name="companies_one_grant_per_matter"),
        ]
        indexes = [models.Index(fields=["user", "ended_at"], name="companies_grants_of_a_person")]

    def __str__(self) -> str:
        return f"care {self.because}"

"""中小企業: one to one on an organisation."""

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

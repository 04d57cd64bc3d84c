"""支援機関・ITベンダー: one to one on an organisation."""

from django.db import models

from tsunagu.accounts.models import Organisation
from tsunagu.partners.states import PartnerKind


class Partner(models.Model):
    """A chamber, another support body, an industry body or an IT vendor."""

    organisation = models.OneToOneField(
        Organisation, on_delete=models.CASCADE, primary_key=True, related_name="partner"
    )
    kind = models.CharField(max_length=20, choices=PartnerKind.choices())

    def __str__(self) -> str:
        return str(self.organisation)

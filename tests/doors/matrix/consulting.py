"""What stands behind the addresses of diagnoses and consultations."""

from tests.specialists.published import AT
from tsunagu.questionnaires.models import PrivateAnswers
from tsunagu.reference.self_diagnosis import self_diagnosis
from tsunagu.toolkit.diagnosis_set import CODE

DIAGNOSIS, FOREIGN_DIAGNOSIS = 1, 2
DONE = {str(item.no): "done" for item in self_diagnosis().items}


def two_diagnoses(scope: str) -> None:
    """One finished by the keeper's company, one by another."""
    for key, whose in ((DIAGNOSIS, scope), (FOREIGN_DIAGNOSIS, "company:987654")):
        PrivateAnswers.objects.create(
            pk=key, set_code=CODE, set_version="2026.1", subject=whose, scope=whose, answers=DONE, revision=1,
            answered_at=AT, frozen_at=AT,
        )  # fmt: skip

"""インシデント対応手順書, 机上演習, 教育計画書. Source: reference file 09."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from tsunagu.reference.loading import ReferenceFile, Sourced, checked, known


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentPhase(Sourced):
    """検知・初動対応, 報告・公表, 復旧・再発防止."""

    code: str
    no: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ManualSection:
    """A section of the manual and what is filled in there."""

    no: int
    title: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TabletopExercise:
    """机上演習; `length_min` in minutes."""

    record_fields: tuple[str, ...]
    scenario_steps: tuple[str, ...]
    length_min: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingPlan:
    """教育計画書: sections named in the report, sections of our form, what a record holds."""

    seed_sections: tuple[str, ...]
    designed_sections: tuple[str, ...]
    record_fields: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentTraining(ReferenceFile):
    """The file `incident_training.yaml`."""

    incident_phases: tuple[IncidentPhase, ...]
    scs_steps_mapping: Mapping[str, str]
    scs_steps_note: str
    manual_sections: tuple[ManualSection, ...]
    tabletop_exercise: TabletopExercise
    training_plan: TrainingPlan

    def __post_init__(self) -> None:
        """The ★3 steps lead to phases that exist."""
        known(
            "scs_steps_mapping",
            [phase.code for phase in self.incident_phases],
            self.scs_steps_mapping.values(),
        )


@cache
def incident_training() -> IncidentTraining:
    """Phases, manual, exercise, training plan."""
    return checked("incident_training", IncidentTraining)

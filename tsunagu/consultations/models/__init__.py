"""The tables of the consultations room."""

from tsunagu.consultations.models.case_files import CaseFile, CasePaper, CaseStep
from tsunagu.consultations.models.case_people import CaseCandidate, CaseSharing
from tsunagu.consultations.models.case_plans import ContractNote, RoadmapLine
from tsunagu.consultations.models.days import Conflict, Consultation, keep_for_company
from tsunagu.consultations.models.desks import DeskShift, PoolMember

__all__ = [
    "CaseCandidate",
    "CaseFile",
    "CasePaper",
    "CaseSharing",
    "CaseStep",
    "Conflict",
    "Consultation",
    "ContractNote",
    "DeskShift",
    "PoolMember",
    "RoadmapLine",
    "keep_for_company",
]

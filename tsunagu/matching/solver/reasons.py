"""Why a company has fewer consultations than the day offers."""

from tsunagu.matching.board import Adviser, Board, Company, Missing, Placement
from tsunagu.matching.fit import can_theme, common_slots, way_of
from tsunagu.matching.states import Unplaced


def missing(board: Board, placements: tuple[Placement, ...], *, is_final: bool) -> tuple[Missing, ...]:
    """Everybody with fewer consultations than the day offers, in the order of the board, with the reason."""
    found = []
    for company in board.companies:
        met = {one.adviser for one in placements if one.company == company.id}
        lacking = board.options.consultations - len(met)
        if lacking > 0:
            found.append(Missing(company.id, lacking, reason(board, company, met, is_final=is_final)))
    return tuple(found)


def reason(board: Board, company: Company, met: set[str], *, is_final: bool) -> Unplaced:
    """The first hurdle nobody passes, leaving aside those already met."""
    left: list[Adviser] = [one for one in board.advisers if one.id not in met and can_theme(company, one)]
    if not left:
        return Unplaced.NO_THEME
    barred = board.rules.conflicts | board.rules.forbids
    left = [one for one in left if (company.id, one.id) not in barred]
    if not left:
        return Unplaced.CONFLICT
    left = [one for one in left if way_of(company, one, rooms=board.rooms)]
    if not left:
        return Unplaced.NO_WAY
    if not any(common_slots(company, one, board.numbers) for one in left):
        return Unplaced.NO_TIME
    return Unplaced.FULL if is_final else Unplaced.NOT_FOUND

"""Two other ways to the best timetable, written for the tests: paths of least cost, and trying everything."""

from collections import deque
from itertools import combinations

from tsunagu.matching.board import Board, Placement
from tsunagu.matching.checking import violations
from tsunagu.matching.fit import blocked, common_slots, points, way_of, weights
from tsunagu.matching.worth import first_worth, tally

Arcs = list[list[int]]  # head, room, cost, place of the arc back


def worth_by_paths(board: Board) -> int:
    """The best worth with one consultation per company: one shortest augmenting path after another."""
    graph: dict[str, Arcs] = {}

    def arc(tail: str, head: str, room: int, cost: int) -> None:
        there, back = graph.setdefault(tail, []), graph.setdefault(head, [])
        there.append([head, room, cost, len(back)])
        back.append([tail, 0, -cost, len(there) - 1])

    for adviser in board.advisers:
        for slot in board.numbers:
            arc(f"cell {adviser.id} {slot}", f"adviser {adviser.id}", 1, 0)
        for count in range(min(adviser.most, len(board.numbers))):
            arc(f"adviser {adviser.id}", "sink", 1, weights()["load"] * count)
    for company in board.companies:
        arc("source", company.id, 1, 0)
        for adviser in board.advisers:
            pair = company.id, adviser.id
            if blocked(board, pair) is None:
                for slot in common_slots(company, adviser, board.numbers):
                    arc(company.id, f"cell {adviser.id} {slot}", 1, -points(board, pair) - first_worth(board))
    return -_cheapest(graph)


def _cheapest(graph: dict[str, Arcs]) -> int:
    """Cost of the flow of least cost, however much flows."""
    total = 0
    while (found := _path(graph)) is not None and found[0] < 0:
        cost, steps = found
        total += cost
        for tail, place in steps:
            arc = graph[tail][place]
            arc[1] -= 1
            graph[arc[0]][arc[3]][1] += 1
    return total


def _path(graph: dict[str, Arcs]) -> tuple[int, list[tuple[str, int]]] | None:
    far, came, queue = {"source": 0}, {}, deque(["source"])
    while queue:
        node = queue.popleft()
        for place, (head, room, cost, _) in enumerate(graph.get(node, [])):
            if room and far[node] + cost < far.get(head, 1 << 60):
                far[head], came[head] = far[node] + cost, (node, place)
                queue.append(head)
    if "sink" not in far:
        return None
    steps, node = [], "sink"
    while node != "source":
        steps.append(came[node])
        node = came[node][0]
    return far["sink"], steps


def worth_by_trying(board: Board) -> int | None:
    """The best worth of all sets of seats that keep the rules; None = there is none. For very small days."""
    open_seats = [
        Placement(slot, adviser.id, company.id, way)
        for company in board.companies
        for adviser in board.advisers
        if (way := way_of(company, adviser, rooms=board.rooms))
        for slot in common_slots(company, adviser, board.numbers)
    ]
    most = len(board.companies) * board.options.consultations
    sets = (chosen for count in range(most + 1) for chosen in combinations(open_seats, count))
    return max((tally(board, chosen).value for chosen in sets if not violations(board, chosen)), default=None)

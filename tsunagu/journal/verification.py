"""Is the journal as it was written? Walks the chain from its beginning, with an eye on the heads outside."""

from collections.abc import Iterator
from dataclasses import dataclass

from tsunagu.journal.actions import ERASED
from tsunagu.journal.chain import START, link
from tsunagu.journal.heads import anchored
from tsunagu.journal.lines import is_erased, line_digest, personal_digest
from tsunagu.journal.models import Entry, Seal
from tsunagu.journal.sealing import unsealed
from tsunagu.journal.states import Fault

CHUNK = 2_000


@dataclass(frozen=True, slots=True)
class Finding:
    """The first bad place: what is wrong, at which position of the chain, in which entry (0 = not known)."""

    fault: Fault
    position: int
    entry_id: int


@dataclass(frozen=True, slots=True)
class Verification:
    """`first_bad` None = intact. `sealed` and `unsealed` count entries."""

    first_bad: Finding | None
    sealed: int
    unsealed: int


def verify() -> Verification:
    """Check every link, every line and every anchored head; the journal may grow meanwhile."""
    heads = {head.position: head.chain for head in anchored()}  # read first: a head follows its seals
    erased = _told_erased()
    bad = _first_bad_seal(heads, erased) or _cut_tail(heads) or _first_bad_unsealed(erased)
    return Verification(bad, sealed=Seal.objects.count(), unsealed=unsealed().count())


def _told_erased() -> set[int]:
    told = Entry.objects.filter(verb=ERASED).values_list("facts", flat=True)
    return {int(code) for facts in told.iterator() for code in facts.get("entries", [])}


def _sealed_entries() -> Iterator[tuple[Seal, Entry | None]]:
    position = 0
    while seals := list(Seal.objects.filter(position__gt=position).order_by("position")[:CHUNK]):
        entries = Entry.objects.in_bulk([seal.entry_id for seal in seals])
        yield from ((seal, entries.get(seal.entry_id)) for seal in seals)
        position = seals[-1].position


def _first_bad_seal(heads: dict[int, str], erased: set[int]) -> Finding | None:
    previous, expected = START, 1
    for seal, entry in _sealed_entries():
        fault = (
            Fault.LINK_BROKEN if seal.position != expected
            else _fault_of_link(previous, seal, entry) or _fault_of_head(seal, heads)
            or (_fault_of_line(entry, erased) if entry else None)
        )  # fmt: skip
        if fault:
            return Finding(fault, expected, seal.entry_id)
        previous, expected = seal.chain, expected + 1
    return None


def _fault_of_link(previous: str, seal: Seal, entry: Entry | None) -> Fault | None:
    if entry is None:
        return Fault.ENTRY_MISSING
    if link(previous, entry.pk, entry.digest) == seal.chain:
        return None
    if link(previous, entry.pk, line_digest(entry)) == seal.chain:
        return Fault.DIGEST_CHANGED
    return Fault.LINK_BROKEN


def _fault_of_head(seal: Seal, heads: dict[int, str]) -> Fault | None:
    return None if heads.get(seal.position, seal.chain) == seal.chain else Fault.HEAD_DIFFERS


def _fault_of_line(entry: Entry, erased: set[int]) -> Fault | None:
    if line_digest(entry) != entry.digest:
        return Fault.LINE_CHANGED
    if is_erased(entry):
        return None if entry.pk in erased or entry.pk in _told_erased() else Fault.ERASED_SILENTLY
    return None if personal_digest(entry) == entry.personal_digest else Fault.LINE_CHANGED


def _cut_tail(heads: dict[int, str]) -> Finding | None:
    last = Seal.objects.order_by("-position").values_list("position", flat=True).first() or 0
    return Finding(Fault.TAIL_CUT, last + 1, 0) if max(heads, default=0) > last else None


def _first_bad_unsealed(erased: set[int]) -> Finding | None:
    for entry in unsealed().iterator(chunk_size=CHUNK):
        if fault := _fault_of_line(entry, erased):
            return Finding(fault, 0, entry.pk)
    return None

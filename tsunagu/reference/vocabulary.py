"""A vocabulary: official terms in their order, each with a code that is for ever."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Term:
    """One entry. `code` is stored, `name` shown and reworded at will; retired terms stay for old records."""

    code: str
    name: str
    retired: bool = False
    facts: Mapping[str, object] = field(default_factory=dict, compare=False)


class UnknownCodeError(ValueError):
    """A code that is not in the vocabulary."""


@dataclass(frozen=True)
class Vocabulary:
    """Terms in shipped order. A term's place is its bit in masks: new terms only go to the end."""

    code: str
    terms: tuple[Term, ...]
    source: str

    def __post_init__(self) -> None:
        """Refuse a vocabulary with a code twice or an entry without a name."""
        if len(self._place) != len(self.terms) or not all(term.code and term.name for term in self.terms):
            raise ValueError(f"{self.code}: a code stands twice, or an entry has no code or name")

    @cached_property
    def _place(self) -> dict[str, int]:
        return {term.code: place for place, term in enumerate(self.terms)}

    def __iter__(self) -> Iterator[Term]:
        return iter(self.terms)

    def __len__(self) -> int:
        return len(self.terms)

    def __contains__(self, code: object) -> bool:
        return code in self._place

    def __getitem__(self, code: str) -> Term:
        """The term of a code; raises UnknownCodeError."""
        try:
            return self.terms[self._place[code]]
        except KeyError:
            raise UnknownCodeError(f"{self.code}: no code {code!r}") from None

    def place(self, code: str) -> int:
        """The term's place, counted from 0: its bit in masks."""
        if code not in self._place:
            raise UnknownCodeError(f"{self.code}: no code {code!r}")
        return self._place[code]

    @property
    def current(self) -> tuple[Term, ...]:
        """The terms offered today (without the retired)."""
        return tuple(term for term in self.terms if not term.retired)

    @property
    def choices(self) -> list[tuple[str, str]]:
        """(code, name) of the terms offered today, for forms."""
        return [(term.code, term.name) for term in self.current]

    def mask(self, codes: Iterable[str]) -> int:
        """Codes → one integer with their bits set."""
        mask = 0
        for code in codes:
            mask |= 1 << self.place(code)
        return mask

    def codes_in(self, mask: int) -> list[str]:
        """The reverse of `mask`, in shipped order."""
        return [term.code for place, term in enumerate(self.terms) if mask >> place & 1]

    def names_in(self, mask: int) -> list[str]:
        """Names of the terms in a mask, in shipped order."""
        return [term.name for place, term in enumerate(self.terms) if mask >> place & 1]

"""A number that looks like chance, from an id. Plain arithmetic, the same in Python and NumPy."""

from typing import Any

WORD = 0xFFFFFFFF


def spread(number: Any) -> Any:
    """A 32-bit number that looks like chance, from a specialist's id: stored on the sheet as `shuffle`.

    Works on int and on NumPy uint64 arrays.
    """
    mixed = number & WORD
    mixed = (mixed ^ (mixed >> 16)) * 0x85EBCA6B & WORD
    mixed = (mixed ^ (mixed >> 13)) * 0xC2B2AE35 & WORD
    return mixed ^ (mixed >> 16)

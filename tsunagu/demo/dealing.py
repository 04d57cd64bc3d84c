"""Shares become exact numbers, and are dealt out. Plain functions; chance comes in as a parameter."""

from collections.abc import Mapping, Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


def quotas(weights: Mapping[T, float], count: int) -> dict[T, int]:
    """Weights → whole numbers that add up to `count`, by largest remainder; ties go to the earlier."""
    whole = sum(weights.values())
    exact = {key: count * weight / whole for key, weight in weights.items()}
    given = {key: int(share) for key, share in exact.items()}
    late = sorted(exact, key=lambda key: given[key] - exact[key])
    for key in late[: count - sum(given.values())]:
        given[key] += 1
    return given


def dealt(weights: Mapping[T, float], count: int, chance: Random) -> list[T]:
    """One value for each of `count` people, in the exact shares, shuffled."""
    cards = [key for key, number in quotas(weights, count).items() for _ in range(number)]
    chance.shuffle(cards)
    return cards


def by_rank(weights: Mapping[T, float], scores: Sequence[float]) -> list[T]:
    """One value for each score, in the exact shares: the lowest get the first value, the highest the last."""
    cards = [key for key, number in quotas(weights, len(scores)).items() for _ in range(number)]
    found: list[T] = [cards[0]] * len(scores) if cards else []
    for card, place in zip(cards, sorted(range(len(scores)), key=scores.__getitem__), strict=True):
        found[place] = card
    return found


def picked(percent: float, count: int, chance: Random) -> list[bool]:
    """Yes or no for each of `count` people, yes in the exact percentage."""
    return dealt({True: percent, False: 100 - percent}, count, chance)


def dealt_choices(percents: Mapping[str, float], none_percent: float, count: int, chance: Random) -> list[list[str]]:
    """Several values each (multiple choice): every value has its exact percentage of `count`.

    `none_percent` of the people hold nothing; as far as the cards go, everybody else holds at least one.
    """
    hands: list[list[str]] = [[] for _ in range(count)]
    nobody = round(count * none_percent / 100)
    holders = chance.sample(range(count), count - nobody)
    cards = [code for code, percent in percents.items() for _ in range(round(count * percent / 100))]
    chance.shuffle(cards)
    for place, card in enumerate(cards):
        holder = holders[place] if place < len(holders) else _without(card, hands, holders, chance)
        hands[holder].append(card)
    order = {code: place for place, code in enumerate(percents)}
    return [sorted(hand, key=order.__getitem__) for hand in hands]


def _without(card: str, hands: Sequence[Sequence[str]], holders: Sequence[int], chance: Random) -> int:
    for _ in range(50):
        holder = chance.choice(holders)
        if card not in hands[holder]:
            return holder
    return next((holder for holder in holders if card not in hands[holder]), holders[0])

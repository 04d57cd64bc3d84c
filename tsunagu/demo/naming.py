"""Names, organisations and addresses that nobody can take for real. Words in data/.

Mail addresses end with .example (RFC 2606), telephone numbers begin with 000-0000.
"""

from random import Random

from tsunagu.demo.material import material

FIRST_NUMBER, LAST_NUMBER = 900_000, 999_999  # register numbers far above the real ones
LONG_WITHIN = 150  # the long names stand among the first so many

Name = tuple[str, str]


def full_names(count: int, chance: Random) -> list[Name]:
    """(name, reading) for each; different ones as long as the lists last."""
    words = material("names")
    known = [
        (f"{family} {given}", f"{family_kana} {given_kana}")
        for family, family_kana in words["families"]
        for given, given_kana in words["givens"]
    ]
    chance.shuffle(known)
    for family, family_kana, given, given_kana in words["long"]:
        known.insert(chance.randrange(LONG_WITHIN), (f"{family} {given}", f"{family_kana} {given_kana}"))
    return [known[place % len(known)] for place in range(count)]


def organisation_of(affiliation: str, chance: Random) -> str:
    """The employer, or the own office; half of the independent have no name for theirs."""
    words = material("organisations")
    if affiliation == "independent":
        return chance.choice(words["prefixes"]) + chance.choice(words["offices"]) if chance.random() < 0.5 else ""
    if chance.random() < 0.01:
        return str(words["long"])
    return str(chance.choice(words["prefixes"]) + chance.choice(words["employers"]))


def telephone(chance: Random) -> str:
    """A number that rings nowhere."""
    return f"000-0000-{chance.randrange(10_000):04}"


def specialist_address(riss_no: str) -> str:
    """The mail address of a specialist."""
    return f"s{riss_no}@sekisupe.example"

"""Who acts: a person, or the service itself."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    """Code and name as they stand in the journal: `Actor("user:12", "山田 花子")`. No key into any table."""

    code: str
    name: str


SYSTEM = Actor("system", "システム")
VISITOR = Actor("visitor", "一般利用者")

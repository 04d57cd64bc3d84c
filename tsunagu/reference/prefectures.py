"""都道府県 and the nine METI bureaus. Source: reference file 11."""

from dataclasses import dataclass
from functools import cache

from tsunagu.reference.loading import ReferenceFile, checked, known


@dataclass(frozen=True, slots=True, kw_only=True)
class Bureau:
    """経済産業局等."""

    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Prefecture:
    """都道府県: JIS code of two digits and the bureau in charge."""

    code: str
    name: str
    bureau: str
    bureau_short: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PrefecturesFile(ReferenceFile):
    """The file `prefectures.yaml`."""

    bureaus: tuple[Bureau, ...]
    notes: tuple[str, ...]
    prefectures: tuple[Prefecture, ...]

    def __post_init__(self) -> None:
        """Every prefecture has a bureau that exists; codes run in JIS order."""
        known("prefectures", [bureau.code for bureau in self.bureaus], [row.bureau for row in self.prefectures])
        if [row.code for row in self.prefectures] != sorted(row.code for row in self.prefectures):
            raise ValueError("prefectures: JIS order")


@cache
def prefectures_file() -> PrefecturesFile:
    """Nine bureaus, forty-seven prefectures. For masks and names see `listing.prefectures`."""
    return checked("prefectures", PrefecturesFile)


def prefectures_of(bureau: str) -> tuple[Prefecture, ...]:
    """The prefectures of one bureau, in JIS order; raises ReferenceDataError for an unknown bureau."""
    known("bureau", [row.code for row in prefectures_file().bureaus], [bureau])
    return tuple(row for row in prefectures_file().prefectures if row.bureau == bureau)

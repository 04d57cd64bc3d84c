from dataclasses import dataclass

from tsunagu.base.differences import Change, Difference, FieldChange, difference


@dataclass(frozen=True)
class Row:
    number: str
    name: str


def test_difference_tells_added_changed_unchanged_and_missing() -> None:
    same, was, gone = Row("1", "甲"), Row("2", "乙"), Row("3", "丙")
    new, becomes = Row("4", "丁"), Row("2", "乙山")

    assert difference([same, was, gone], [new, becomes, same], "number") == Difference(
        added=(new,),
        changed=(Change("2", was, becomes, (FieldChange("name", "乙", "乙山"),)),),
        unchanged=(same,),
        missing=(gone,),
    )


def test_difference_takes_mappings_and_ignores_fields_the_file_does_not_have() -> None:
    existing = {"number": "1", "name": "甲", "note": "内緒"}
    assert difference([existing], [{"number": "1", "name": "甲"}], "number").changed == ()

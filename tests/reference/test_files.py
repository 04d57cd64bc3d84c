"""Every reference file loads strictly, says its version and source, and holds the official counts."""

import re
from collections.abc import Callable
from importlib import resources

import pytest

from tsunagu.reference.asset_risk import asset_risk
from tsunagu.reference.cloud_sheet import cloud_sheet
from tsunagu.reference.contradictions import contradictions
from tsunagu.reference.curricula import four_visit_curriculum
from tsunagu.reference.deemed_attendance import deemed_attendance
from tsunagu.reference.figures import figures
from tsunagu.reference.glossary import glossary, glossary_page
from tsunagu.reference.incident_training import incident_training
from tsunagu.reference.listing_rules import listing_file
from tsunagu.reference.loading import ReferenceDataError, as_shape, known, load
from tsunagu.reference.menus import all_needs, display_columns, first_worries, menus
from tsunagu.reference.practical_guide import practical_guide
from tsunagu.reference.prefectures import prefectures_file, prefectures_of
from tsunagu.reference.scs import Scs, scs
from tsunagu.reference.security_action import security_action_file
from tsunagu.reference.self_diagnosis import SelfDiagnosis, self_diagnosis
from tsunagu.reference.shipped import shipped_codes
from tsunagu.reference.skills import SkillsFile, skills_file
from tsunagu.reference.sources import sources, versions
from tsunagu.reference.syllabus import syllabus
from tsunagu.reference.themes import guidance_theme, themes_file
from tsunagu.reference.vocabulary import UnknownCodeError
from tsunagu.reference.worksheets import worksheets

DATA = resources.files("tsunagu.reference").joinpath("data")
LOADERS: dict[str, Callable[[], object]] = {
    "asset_risk": asset_risk,
    "cloud_sheet": cloud_sheet,
    "contradictions": contradictions,
    "curriculum_4visit": four_visit_curriculum,
    "deemed_attendance": deemed_attendance,
    "figures": figures,
    "glossary": glossary,
    "incident_training": incident_training,
    "listing": listing_file,
    "menus": menus,
    "practical_guide": practical_guide,
    "prefectures": prefectures_file,
    "scs": scs,
    "security_action": security_action_file,
    "self_diagnosis": self_diagnosis,
    "shipped_codes": shipped_codes,
    "skills": skills_file,
    "sources": sources,
    "syllabus": syllabus,
    "themes": themes_file,
    "worksheets": worksheets,
}


def test_every_file_has_its_loader() -> None:
    assert sorted(LOADERS) == sorted(versions())


@pytest.mark.parametrize("name", sorted(LOADERS))
def test_every_file_loads_strictly_and_says_its_source(name: str) -> None:
    content = load(name)
    assert LOADERS[name]()
    assert re.fullmatch(r"20\d\d\.\d+", content["version"])
    assert content["source"]
    known(name, [report.code for report in sources().reports], content["documents"])
    assert set(content.get("designed", [])) - set(content) == set()


@pytest.mark.parametrize("name", sorted(LOADERS))
def test_every_tag_is_one_of_four(name: str) -> None:
    text = DATA.joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    tags = {part for tag in re.findall(r"\b(?:\w+_)?tag: ([a-z+]+)", text) for part in tag.split("+")}
    assert tags - {tag.code for tag in sources().tags} == set()


@pytest.mark.parametrize("name", sorted(LOADERS))
def test_no_file_names_scratch_texts_or_the_way_it_was_found(name: str) -> None:
    text = DATA.joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    assert re.findall(r"[0-9a-f]{12,}|\.txt|find_string|jsonl|sha256|種文書", text) == []


def test_a_wrong_entry_is_named_with_its_file_and_code() -> None:
    row = load("self_diagnosis") | {"scale": [{"code": "done", "label": "実施している", "points": "4"}]}
    with pytest.raises(ReferenceDataError, match=r"^self_diagnosis\.yaml: scale > 0\(done\) > points: .*integer"):
        as_shape(row, SelfDiagnosis, where="self_diagnosis.yaml")


def test_an_unknown_key_is_refused() -> None:
    with pytest.raises(ReferenceDataError, match=r"^scs\.yaml: star5: "):
        as_shape(load("scs") | {"star5": []}, Scs, where="scs.yaml")


def test_a_threshold_that_is_not_the_tables_is_refused() -> None:
    table = {1: 3, 2: 5, 3: 8, 4: 10, 5: 13}
    with pytest.raises(ReferenceDataError, match=r"sub-item S2-a: threshold 7 is not the table's"):
        as_shape(load("skills") | {"threshold_table": table}, SkillsFile, where="skills.yaml")


def test_menus_needs_and_columns() -> None:
    assert [(menu.code, menu.kana, len(menu.needs)) for menu in menus()] == [
        ("A", "ア", 4),
        ("I", "イ", 4),
        ("U", "ウ", 4),
        ("E", "エ", 3),
        ("O", "オ", 4),
    ]
    assert [need.code for need in all_needs() if need.is_urgent] == ["E-1"]
    assert [column.area for column in display_columns()] == ["A0", "S1", "S2", "S3", "S4", "S5", "S6", "A7"]
    assert [column.column for column in display_columns() if column.is_derived] == [0, 7]
    assert len(first_worries()) == 8


def test_syllabus_has_four_majors_and_thirty_items_and_agrees_with_the_themes() -> None:
    codes = [f"{major}-{no}" for major, last in ((1, 7), (2, 8), (3, 11), (4, 4)) for no in range(1, last + 1)]
    assert [item.code for item in syllabus().items] == codes
    by_theme = {
        theme.code: {item.code for item in syllabus().items if theme.code in item.themes}
        for theme in themes_file().themes
    }
    assert by_theme["T1"] == set(guidance_theme("T1").syllabus)
    assert by_theme["T2"] == set(guidance_theme("T2").syllabus)
    assert by_theme["T3"] == set(guidance_theme("T3").syllabus)
    assert by_theme["T4"] == set(guidance_theme("T4").syllabus)
    assert by_theme["T5"] == set(guidance_theme("T5").syllabus)
    assert by_theme["T6"] == set(guidance_theme("T6").syllabus)


def test_five_themes_of_three_visits_and_one_planned() -> None:
    assert [(theme.code, len(theme.visits), theme.planned) for theme in themes_file().themes] == [
        *((f"T{no}", 3, False) for no in range(1, 6)),
        ("T6", 0, True),
    ]


def test_an_unknown_theme_is_refused() -> None:
    with pytest.raises(UnknownCodeError, match="T9"):
        guidance_theme("T9")


def test_curriculum_of_four_visits() -> None:
    curriculum = four_visit_curriculum()
    assert [visit.no for visit in curriculum.visits] == [1, 2, 3, 4]
    assert [goal.no for goal in curriculum.meta.goals] == [1, 2, 3, 4]
    assert len(curriculum.meta.required_deliverables) == 3
    assert sum(line.min for line in curriculum.timetable_example_first_visit) == 180
    assert curriculum.expert_only_tips.visibility == "specialist_only"


def test_forms_have_their_items() -> None:
    forms = worksheets()
    items = [item.no for top in forms.form1_hearing_sheet.items for item in top.all()]
    assert (len(items), len(set(items))) == (25, 25)
    assert [rule.no for rule in forms.form2_regulations_check.regulations] == list(range(1, 12))
    assert [column.key for column in forms.form3_action_plan.columns] == [
        "field",
        "policy_linked",
        "current_issue",
        "measure",
        "urgency",
        "importance",
        "difficulty",
        "feasible",
        "due",
        "concern",
    ]
    assert len(forms.basic_policy.sections_official) == 5


def test_self_diagnosis_has_25_items_in_three_parts_and_100_points() -> None:
    diagnosis = self_diagnosis()
    assert [item.no for item in diagnosis.items] == list(range(1, 26))
    assert [part.count for part in diagnosis.parts] == [5, 13, 7]
    assert [part.max_points for part in diagnosis.parts] == [20, 52, 28]
    assert [answer.points for answer in diagnosis.scale] == [4, 2, 0, -1, 4]
    assert (diagnosis.total.min, diagnosis.total.max) == (-25, 100)


def test_asset_rows_of_the_report_follow_the_formula() -> None:
    risk = asset_risk()
    table = risk.formula.likelihood_table
    assert len(table) == 9
    for pair, likelihood in table.items():
        threat, vulnerability = map(int, pair.split("-"))
        assert likelihood == max(1, threat + vulnerability - 3)
    for row in risk.golden_rows:
        assert row.importance == 3  # holds personal data
        assert row.likelihood == table[f"{row.threat}-{row.vulnerability}"]
        assert row.risk_value == row.importance * row.likelihood


def test_cloud_sheet_has_15_items_and_45_points() -> None:
    sheet = cloud_sheet()
    assert [item.no for item in sheet.items] == list(range(1, 16))
    assert sheet.points_rule.max == sum(max(choice.points for choice in item.choices) for item in sheet.items) == 45
    assert [len(group.items) for group in sheet.groups] == [6, 4, 5]
    assert [(row.total, sum(row.points), len(row.points)) for row in sheet.golden_rows] == [
        (26, 26, 15),
        (29, 29, 15),
    ]
    assert [band.min for band in sheet.bands] == [38, 27, 16, 0]


def test_incident_manual_has_three_phases_and_twelve_sections() -> None:
    assert [phase.code for phase in incident_training().incident_phases] == ["detect", "report", "recover"]
    assert [section.no for section in incident_training().manual_sections] == list(range(1, 13))


def test_47_prefectures_in_nine_bureaus() -> None:
    assert [row.code for row in prefectures_file().prefectures] == [f"{no:02d}" for no in range(1, 48)]
    assert {bureau.code: len(prefectures_of(bureau.code)) for bureau in prefectures_file().bureaus} == {
        "hokkaido": 1,
        "tohoku": 6,
        "kanto": 11,
        "chubu": 5,
        "kinki": 7,
        "chugoku": 5,
        "shikoku": 4,
        "kyushu": 7,
        "okinawa": 1,
    }


def test_prefectures_of_an_unknown_bureau_are_refused() -> None:
    with pytest.raises(ReferenceDataError, match="no such code: mars"):
        prefectures_of("mars")


def test_guide_has_four_steps() -> None:
    assert [step.name for step in practical_guide().steps] == [
        "取組の開始",
        "組織的な取組",
        "本格的な取組",
        "継続的な改善、より強固な対策",
    ]


def test_declaration_numbers_have_eleven_digits() -> None:
    pattern = security_action_file().security_action.id_regex_designed
    assert re.fullmatch(pattern, "51234567890")
    assert re.fullmatch(pattern, "41234567890")
    assert not re.fullmatch(pattern, "31234567890")
    assert not re.fullmatch(pattern, "5123456789")


def test_renewal_takes_three_online_courses_and_one_practical_in_three_years() -> None:
    cycle = deemed_attendance().renewal_cycle
    assert cycle.validity_years == 3
    assert [course.total for course in cycle.required_courses] == [3, 1]
    assert len(deemed_attendance().states) == 10


def test_scs_has_26_requirements_81_criteria_and_17_more_for_four_stars() -> None:
    scheme = scs()
    ids = [requirement.id for requirement in scheme.star3 + scheme.star4_only]
    assert len(scheme.star3) == 26
    assert sum(len(requirement.criteria) for requirement in scheme.star3) == 81
    assert (len(scheme.star4_only), len(set(ids))) == (17, 43)
    assert sorted(no for group in scheme.groups_three for no in group.categories) == [1, 2, 3, 4, 5, 6, 7]


def test_contradictions_are_numbered_without_gap() -> None:
    assert [item.no for item in contradictions()] == list(range(1, 33))


def test_reports_are_the_five_documents() -> None:
    assert [report.code for report in sources().reports] == ["000", "001", "002", "003", "004"]


def test_the_glossary_page_is_the_glossary() -> None:
    from pathlib import Path

    page = Path(__file__).resolve().parents[2] / "docs" / "glossary.md"
    assert page.read_text(encoding="utf-8") == glossary_page(), (
        "python -m tsunagu.reference.glossary > docs/glossary.md"
    )
    assert len(glossary().terms) == 126

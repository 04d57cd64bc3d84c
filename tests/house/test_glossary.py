"""The glossary names every table of the house."""

from django.apps import apps

from tests.house.source import ROOT
from tests.house.test_floors import our_models
from tsunagu.reference.glossary import glossary


def test_the_glossary_names_every_model_and_no_other() -> None:
    models = sorted((model._meta.app_label, model.__name__) for model in our_models())

    assert [(table.room, table.name) for table in glossary().models] == models


def test_every_table_has_a_japanese_name_of_its_own() -> None:
    names = [table.ja for table in glossary().models]

    assert (len(set(names)), [name for name in names if name.isascii()]) == (len(names), [])


def test_the_page_shows_them() -> None:
    page = (ROOT / "docs/glossary.md").read_text(encoding="utf-8")

    assert [model for model in apps.get_models() if model in our_models() and f"`{model.__name__}`" not in page] == []

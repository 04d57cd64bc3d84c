"""How Django draws forms: with our parts."""

from typing import Any

from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest


class PartsRenderer(TemplatesSetting):
    """`{{ form }}` is parts/form.html, `as_field_group` parts/field.html; widgets stay Django's."""

    form_template_name = "parts/form.html"
    field_template_name = "parts/field.html"

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        """As Django's, without placeholders (pale, gone once one types): examples belong in the help text."""
        if "widget" in context:
            context["widget"]["attrs"].pop("placeholder", None)
        return super().render(template_name, context, request)

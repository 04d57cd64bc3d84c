"""Values for scripts: in an attribute, because no page carries a script of its own (CSP)."""

import json
from typing import Any

from django import template
from django.core.serializers.json import DjangoJSONEncoder

register = template.Library()


@register.filter
def as_json(value: Any) -> str:
    """The value as JSON text; the template escapes it."""
    return json.dumps(value, cls=DjangoJSONEncoder)

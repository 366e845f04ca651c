"""Shows what a reader may do with a row: `{% verbs row %}` its buttons, `{% verb_forms row forms %}` the forms on its page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.db.models import Model
from django.forms import BaseForm
from django.template import Context
from django.template.loader import render_to_string
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from audit.verbs import buttons, tables_of

register = template.Library()


@register.inclusion_tag("components/verbs.html", takes_context=True)
def verbs(context: Context, row: Model, *only: str) -> dict[str, Any]:
    """What all rooms offer the reader on this row, or `only` those named; of the rest nothing, or the reason."""
    actor = context["request"].actor
    return {"buttons": buttons(actor, row, *only), "row": row, "csrf_token": context.get("csrf_token")}


@register.simple_tag(takes_context=True)
def verb_forms(context: Context, row: Model, forms: Mapping[str, BaseForm], *only: str) -> SafeString:
    """Those of `forms` that belong to this row's verbs, in the order of their tables; `only` those named, if any are."""
    found: list[dict[str, Any]] = [
        {"verb": verb, "form": forms[verb.name], "url": table.url_of(verb, row)}
        for table in tables_of(row)
        for verb in table
        if verb.name in forms and (not only or verb.name in only)
    ]
    request = context["request"]
    return format_html_join("", "{}", ((render_to_string("components/verb_form.html", one, request),) for one in found))

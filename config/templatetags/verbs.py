"""Shows what a reader may do with a row: `{% verbs row %}` its buttons, `{% verb_forms row forms %}` the forms on its page.

`{% beside row verb %}` stands beside what a page of its own asks for.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from django import template
from django.db.models import Model
from django.forms import BaseForm
from django.template import Context
from django.template.loader import render_to_string
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from audit.machine import Stateful, transitions_of
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
    for one in found:  # two forms of a page may ask for a text each, and each label is of its own box
        one["form"].auto_id = f"id_{one['verb'].name}_%s"
    request = context["request"]
    return format_html_join("", "{}", ((render_to_string("components/verb_form.html", one, request),) for one in found))


@register.inclusion_tag("components/beside.html", takes_context=True)
def beside(context: Context, row: Model, verb: str = "") -> dict[str, Any]:
    """The facts of the row that is asked about, as its room says them, to which state the verb moves it, and as whom."""
    meta = row._meta
    return {
        "row": row,
        "facts": [f"{meta.app_label}/beside/{meta.model_name}.html", "components/beside_row.html"],
        "before": getattr(row, "state_word", ""),
        "after": _after(row, verb),
        "actor": context["request"].actor,
    }


def _after(row: Model, verb: str) -> str:
    """The word of the state that comes next, where the verb moves to one."""
    if not isinstance(row, Stateful):
        return ""
    moves = {table.move_of(table[verb]) for table in tables_of(row) if verb in table.verbs}
    ends = {one.target for one in transitions_of(type(row)) if one.name in moves and one.source == row.state}
    words = dict(cast(Any, row)._meta.get_field("state").flatchoices)
    return str(words[ends.pop()]) if len(ends) == 1 else ""

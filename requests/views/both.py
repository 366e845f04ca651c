"""Where somebody else was faster: what is kept beside what was typed, box by box; neither is written over the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from requests import asked
from requests.forms import answers_form, sets
from requests.models import BudgetRequest


@dataclass(frozen=True, slots=True)
class Difference:
    label: Any
    theirs: list[str]
    mine: list[str]


def differences(page: Any) -> list[Difference]:
    """Of a page whose form was refused as stale; `page.row` was read anew."""
    kept = answers_form(page.screen.fields)(instance=page.row)
    names = [name for name in page.form.fields if name != "version"]
    found = [Difference(kept[name].label, _chosen(kept[name]), _chosen(page.form[name])) for name in names]
    found += [_rows(page.row, formset) for formset in page.sets]
    return [one for one in found if one.theirs != one.mine]


def _chosen(bound: Any) -> list[str]:
    value = bound.value()
    choices = {str(key): str(word) for key, word in getattr(bound.field, "choices", ())}
    if value in (None, "", False):
        return []
    return [_("Yes")] if value is True else [choices.get(str(value), line) for line in str(value).splitlines()]


def _rows(row: BudgetRequest, formset: sets.RowFormSet) -> Difference:
    kept = sets.made(row, str(formset.prefix), formset.models, None, more=0)
    return Difference(asked.ROWS[formset.name], _words(kept), _words(formset))


def _words(formset: sets.RowFormSet) -> list[str]:
    """The rows as their boxes show them, a line each."""
    return [_row(form) for form in formset.forms if form.has_words]


def _row(form: Any) -> str:
    return " · ".join(line for name in form.fields if name not in _UNSAID for line in _chosen(form[name]))


_UNSAID = ("DELETE",)

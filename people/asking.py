"""Why each question of a form is asked, and what an answer looks like: the rooms say it, every field shows it.

A room's `questions.py` is one table of its forms; what a form inherits it need not say again. `components/field.html` shows
it folded away, without a script, and it describes the field for who hears the page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import DjangoTemplates
from django.utils.functional import Promise

from wiring.ports import Port

Text = str | Promise
_NUMBER = re.compile(r"(?<=_)\d+$")
_ROW = re.compile(r"-\d+-")


class Why(NamedTuple):
    """What becomes of the answer, in one line; and one as somebody would write it, unless the hint beside the box has one.

    `word` is the key of a word of the glossary that the question uses.
    """

    why: Text
    such_as: Text = ""
    word: str = ""


QUESTIONS: Port[Mapping[str, Why]] = Port(
    "people.questions", "Read when a form is shown: why each of its questions is asked; by the form's name."
)


def tell(form: type[forms.BaseForm], /, *, by: str, **questions: Why) -> None:
    """Say why `form` asks; a name that ends in "_" is of all fields that a number follows, such as `line_3`."""
    QUESTIONS.provide(_key(form), questions, by=by)


def why(form: type[forms.BaseForm], name: str) -> Why | None:
    """What the form, or what it was made from, says of the field of this name."""
    stem = _stem(name)
    told = (QUESTIONS.get(_key(one)) or {} for one in form.__mro__)
    return next((questions[stem] for questions in told if stem in questions), None)


class Question(BoundField):
    """A field that knows why it is asked. Where many ask alike, line for line or row for row, the first says it for all."""

    @property
    def why(self) -> Why | None:
        return why(type(self.form), self.name)

    @property
    def why_id(self) -> str:
        """Where on the page it stands."""
        first = next(name for name in self.form.fields if _stem(name) == _stem(self.name))
        first_row = _ROW.sub("-0-", self.form.add_prefix(first), count=1)
        return f"id_{first_row}_why"

    @property
    def shows_why(self) -> bool:
        return self.why is not None and self.why_id == f"id_{self.html_name}_why"

    @property
    def aria_describedby(self) -> str | None:
        described = super().aria_describedby
        # None: the widget says it itself.
        if described is None or self.is_hidden or self.why is None:
            return described
        return f"{described} {self.why_id}".strip()


class Asking(DjangoTemplates):
    """Django's way of showing forms, with fields that know why they are asked."""

    bound_field_class = Question


def _key(form: type[forms.BaseForm]) -> str:
    return f"{form.__module__}.{form.__qualname__}"


def _stem(name: str) -> str:
    return _NUMBER.sub("", name)

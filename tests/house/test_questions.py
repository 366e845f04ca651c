"""No question of any form is asked without saying why, and what an answer looks like."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Iterator

import pytest
from django import forms
from django.utils.translation import override

from people.asking import QUESTIONS, why
from requests import sections
from requests.forms.labels import HINTS

# Forms that ask nobody anything.
NOT_ASKED = {"config.parts.Sample": "made up, to be looked at"}


def _below(form: type[forms.BaseForm]) -> Iterator[type[forms.BaseForm]]:
    for one in form.__subclasses__():
        yield one
        yield from _below(one)


def _name(form: type[forms.BaseForm]) -> str:
    return f"{form.__module__}.{form.__qualname__}"


def _ours() -> list[type[forms.BaseForm]]:
    """The forms written here; those of libraries, and those made from ours on the way, are left out."""
    foreign = ("django.", "allauth.", "people.code_forms", "tests.")
    found = {_name(form): form for form in _below(forms.BaseForm) if not form.__module__.startswith(foreign)}
    return [form for name, form in sorted(found.items()) if name not in NOT_ASKED and hasattr(form, "base_fields")]


def _made_later(form: type[forms.BaseForm]) -> Iterator[str]:
    """Names that the form's methods add: `self.fields[…] = …`, one that ends in a number by what stands before it."""
    for node in ast.walk(ast.parse(textwrap.dedent(inspect.getsource(form)))):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Subscript):
            target = node.targets[0]
            if ast.unparse(target.value) == "self.fields":
                name = target.slice.values[0] if isinstance(target.slice, ast.JoinedStr) else target.slice
                yield from [name.value] if isinstance(name, ast.Constant) else []


def _questions(form: type[forms.BaseForm]) -> set[str]:
    shown = {name for name, field in form.base_fields.items() if not isinstance(field.widget, forms.HiddenInput)}
    return shown | set(_made_later(form))


def _answers() -> set[str]:
    return {name for section in sections.ALL for name in section.fields}


@pytest.mark.parametrize("form", _ours(), ids=_name)
def test_every_question_says_why_and_shows_an_answer(form):
    asked = _questions(form) | (_answers() if form.__name__ == "SectionForm" else set())
    silent = [name for name in sorted(asked) if why(form, name) is None]
    assert not silent, f"{_name(form)} asks without saying why: {silent}"
    bare = [
        name for name in sorted(asked) if not why(form, name).such_as and "such as" not in _hint(form, name).lower()
    ]
    assert not bare, f"{_name(form)} shows no answer: {bare}"


def _hint(form: type[forms.BaseForm], name: str) -> str:
    """What stands beside the box: "Such as …", or of a title of names what they are."""
    with override("en"):
        field = form.base_fields.get(name)
        said = str(HINTS.get(name, "") or (field.help_text if field else ""))
    return said.replace("นาย, นาง, นางสาว", "such as")


def test_nothing_is_said_of_what_nobody_asks():
    """A table that names a field which is gone explains nothing."""
    of_forms = {
        _name(form): _questions(form) | (_answers() if form.__name__ == "SectionForm" else set()) for form in _ours()
    }
    dead = [(key, name) for key, told in QUESTIONS.items() for name in told if name not in of_forms[key]]
    assert dead == []

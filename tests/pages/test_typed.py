"""Nothing typed is lost: each form under one cause after another; `tests/prove/test_typed.py` tries each under all."""

from __future__ import annotations

from tests.pages import typing


def test_every_form_gives_back_what_was_typed(db, _signed_in):
    """All causes, spread over all forms."""
    scene, keys = _signed_in
    found = typing.forms(scene, keys)
    tried = [(form, cause) for number, form in enumerate(found) for cause in typing.cells(form)[number % 5 :: 5]]
    assert len(found) > 50
    assert [(form.place, cause, words) for form, cause in tried if (words := typing.lost(form, cause, keys))] == []

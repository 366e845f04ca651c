"""What is frozen for ever has the shape that its room says: the samples, and what the services really freeze."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NotRequired, get_args, get_origin, get_type_hints, is_typeddict

import pytest

from documents.kinds import KINDS, kind_of
from documents.models import Document
from requests import frozen
from requests.models import Revision
from tests import factories
from tests.paper import sample


def strays(value: Any, shape: Any, where: str = "") -> Iterator[str]:
    """Each place where `value` is not of `shape`, by its path."""
    if is_typeddict(shape):
        yield from _strays_of_keys(value, shape, where)
    elif get_origin(shape) is list and isinstance(value, list):
        yield from (told for n, one in enumerate(value) for told in strays(one, get_args(shape)[0], f"{where}[{n}]"))
    elif get_origin(shape) not in (None, list, dict):
        if all(list(strays(value, one, where)) for one in get_args(shape)):
            yield f"{where}: {value!r} is no {shape}"
    elif type(value) is not (get_origin(shape) or shape):
        yield f"{where}: {value!r} is no {shape}"


def _strays_of_keys(value: Any, shape: Any, where: str) -> Iterator[str]:
    """Python 3.11 does not find a NotRequired that is written as text, so that the hints are asked."""
    said, hints = set(value) if isinstance(value, dict) else set(), get_type_hints(shape, include_extras=True)
    optional = {key for key, hint in hints.items() if get_origin(hint) is NotRequired} | shape.__optional_keys__
    yield from (
        f"{where}.{key}: missing or unknown" for key in sorted(said - set(hints) | set(hints) - optional - said)
    )
    plain = get_type_hints(shape)
    yield from (told for key in said & set(plain) for told in strays(value[key], plain[key], f"{where}.{key}"))


def of_kind(word: str, facts: dict[str, Any]) -> list[str]:
    """Empty when the facts have one of the kind's shapes."""
    told = [[f"{word}{stray}" for stray in strays(facts, shape)] for shape in kind_of(word).frozen]
    return min(told, key=len)


@pytest.mark.parametrize("word", KINDS.names())
def test_every_kind_says_its_shape_and_its_sample_has_it(word: str):
    assert kind_of(word).frozen and of_kind(word, sample.facts(word)) == []


def test_what_the_services_freeze_has_the_shape_of_its_kind(db, at_work):
    factories.paid(factories.signed())
    papers = list(Document.objects.all())
    assert {paper.kind for paper in papers} >= {"proposal", "decision_letter", "agreement", "payment_voucher"}
    assert [stray for paper in papers for stray in of_kind(paper.kind, paper.facts)] == []
    assert [paper.kind for paper in papers if paper.facts_version != kind_of(paper.kind).version] == []


def test_a_revision_keeps_the_version_of_its_shape(db, at_work):
    factories.submitted()
    revision = Revision.objects.get()
    assert revision.content_version == frozen.VERSION
    assert list(strays(revision.content, frozen.Proposal)) == []


def test_a_stray_key_or_type_is_named():
    said = sample.facts("specimen", extra=1, subject=None)
    assert of_kind("specimen", said) == [
        "specimen.extra: missing or unknown",
        "specimen.subject: None is no <class 'str'>",
    ]

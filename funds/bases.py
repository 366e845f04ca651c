"""Says in words what a basis is, and leads to it: from any baht to the resolution that allowed it.

A basis is opaque here ("resolution:57/2569/12"); the app that owns the word may register where it leads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from django.utils.translation import gettext_lazy as _

WORDS = {
    "resolution": _("Resolution"),
    "agreement": _("Agreement"),
    "instalment": _("Instalment"),
    "offer": _("Offer"),
    "letter": _("Letter"),
    "voucher": _("Voucher"),
    "request": _("Budget request"),
}


@dataclass(frozen=True, slots=True)
class Described:
    """`url` is empty when nobody said where the basis leads."""

    text: str
    url: str = ""


Lead = Callable[[set[int]], dict[int, Described]]
_leads: dict[str, Lead] = {}


def register(word: str, lead: Lead) -> None:
    """For bases `word:<number>`, say with `lead(numbers)` how each reads and where it leads; one query for all."""
    _leads[word] = lead


def in_words(basis: str) -> str:
    """`resolution:57/2569/12` reads "Resolution 57/2569/12"; what somebody typed stays as it is."""
    word, colon, rest = basis.partition(":")
    return f"{WORDS[word]} {rest}" if colon and word in WORDS else basis


def describe(basis: str) -> Described:
    return describe_all([basis])[basis]


def describe_all(bases: Iterable[str]) -> dict[str, Described]:
    """What each basis is and where it leads; one that somebody typed and that names no row leads nowhere."""
    told = {basis: Described(in_words(basis)) for basis in bases}
    for word, lead in _leads.items():
        numbers = {int(rest): basis for basis in told if (rest := _number(basis, word))}
        told |= {numbers[pk]: described for pk, described in (lead(set(numbers)) if numbers else {}).items()}
    return told


class HasBasis(Protocol):
    """A row that keeps its basis and a `described` that it would read by itself."""

    basis: str


def fill(rows: Iterable[HasBasis]) -> None:
    """Describe the basis of every row, with one query a word."""
    listed = list(rows)
    told = describe_all({row.basis for row in listed})
    for row in listed:
        vars(row)["described"] = told[row.basis]


def _number(basis: str, word: str) -> str:
    """The number of a basis of this word; "" for another word and for what is no number."""
    before, _colon, rest = basis.partition(":")
    return rest if before == word and rest.isdecimal() and len(rest) < 19 else ""

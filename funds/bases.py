"""Says in words what a basis is, and leads to it: from any baht to the resolution that allowed it.

A basis is opaque here ("resolution:57/2569/12"); the app that owns the word may register where it leads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wiring.ports import Port
from wiring.refs import Ref


@dataclass(frozen=True, slots=True)
class Described:
    """`url` is empty when nobody said where the basis leads."""

    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Lead:
    """What rows of one word are called, and how each reads and where it leads; one query for many keys."""

    word: str | Promise
    described: Callable[[set[int]], dict[int, Described]] = lambda pks: {}


LEADS: Port[Lead] = Port(
    "funds.bases",
    "Asked by the word of a basis, for many keys at once: how each reads and where it leads; one query a word.",
)


def in_words(basis: str) -> str:
    """`resolution:12` reads "Resolution 12"; what somebody typed stays as it is."""
    ref = Ref.of(basis)
    lead = LEADS.get(ref.word) if ref else None
    return f"{lead.word} {ref.pk}" if ref and lead else basis


def describe(basis: str) -> Described:
    return describe_all([basis])[basis]


def describe_all(bases: Iterable[str]) -> dict[str, Described]:
    """What each basis is and where it leads; one that somebody typed and that names no row leads nowhere."""
    told = {basis: Described(in_words(basis)) for basis in bases}
    refs = [ref for basis in told if (ref := Ref.of(basis))]
    for word, lead in LEADS.items():
        mine = {ref.pk: ref for ref in refs if ref.word == word}
        told |= {mine[pk]: described for pk, described in (lead.described(set(mine)) if mine else {}).items()}
    return told


# Older books have letters as a basis; nobody types one any more.
LEADS.provide("letter", Lead(_("Letter")), by=__name__)
LEADS.provide("voucher", Lead(_("Voucher")), by=__name__)


class HasBasis(Protocol):
    """A row that keeps its basis and a `described` that it would read by itself."""

    basis: str


def fill(rows: Iterable[HasBasis]) -> None:
    """Describe the basis of every row, with one query a word."""
    listed = list(rows)
    told = describe_all({row.basis for row in listed})
    for row in listed:
        vars(row)["described"] = told[row.basis]

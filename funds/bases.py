"""Says in words what a basis is, and leads to it: from any baht to the resolution that allowed it.

A basis is opaque here ("resolution:57/2569/12"); the app that owns the word may register where it leads.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import ObjectDoesNotExist
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


_leads: dict[str, Callable[[str], Described]] = {}


def register(word: str, describe: Callable[[str], Described]) -> None:
    """For a basis `word:…`, say with `describe(rest)` how it reads and where it leads."""
    _leads[word] = describe


def in_words(basis: str) -> str:
    """`resolution:57/2569/12` reads "Resolution 57/2569/12"; what somebody typed stays as it is."""
    word, colon, rest = basis.partition(":")
    return f"{WORDS[word]} {rest}" if colon and word in WORDS else basis


def describe(basis: str) -> Described:
    """What a basis is and where it leads; one that somebody typed and that names no row leads nowhere."""
    word, _colon, rest = basis.partition(":")
    try:
        return _leads[word](rest)
    except (KeyError, ValueError, ObjectDoesNotExist):
        return Described(in_words(basis))

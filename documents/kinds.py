"""The kinds of papers that the press can set: each room says its own, with what it shows beside its facts."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from documents import pdf, signature_sheet
from documents.frozen import SignatureSheet, Specimen
from wiring.ports import Port

FOLDER = Path(settings.BASE_DIR) / "templates" / "documents"

Facts = Mapping[str, Any]


def opening(facts: Facts) -> dict[str, Any]:
    """What any paper may tell the public: its number, its date, who issued it, what it is about."""
    sender = facts.get("sender") or {}
    told = {"number": facts.get("number", ""), "date": facts.get("date"), "issuer": sender.get("name", "")}
    return {key: value for key, value in told.items() if value}


@dataclass(frozen=True)
class Kind:
    """`name` is what Thai offices call it, `label` what a screen does, in its reader's language. `prepare` makes the
    rest of the context from the facts, and refuses facts that contradict themselves. `public` is what the PDF carries
    as data: what anybody may know. A paper that `is_open` is given to anybody who has its code.
    """

    name: str
    label: str | Promise
    template: str
    prepare: Callable[[Facts], dict[str, Any]] = lambda facts: {}
    public: Callable[[Facts], dict[str, Any]] = opening
    # Further files that the PDF carries, JSON by name: they too are what anybody may know.
    attached: Callable[[Facts], dict[str, Any]] = lambda facts: {}
    thai_digits: bool = True
    is_open: bool = False
    # The shapes that the facts may have, TypedDicts, and their version, which every paper keeps.
    frozen: tuple[type, ...] = ()
    version: int = 1


KINDS: Port[Kind] = Port(
    "documents.kinds", "Read when a paper is frozen, set, checked or listed: its template and what it shows."
)
KINDS.provide(
    "specimen",
    Kind("ตัวอย่างหัวหนังสือ", _("Specimen of a letter head"), "documents/specimen.html", frozen=(Specimen,)),
    by=__name__,
)
KINDS.provide(
    "signature_sheet",
    Kind(
        "ใบลงนามอิเล็กทรอนิกส์",
        _("Signature sheet"),
        "documents/signature_sheet.html",
        prepare=signature_sheet.prepare,
        frozen=(SignatureSheet,),
        public=signature_sheet.public,
        version=2,
    ),
    by=__name__,
)


def kind_of(word: str) -> Kind:
    """The kind of a paper; KeyError, with those that there are, for one that no room provides."""
    if found := KINDS.get(word):
        return found
    raise KeyError(f"No room provides papers of the kind {word!r}; known: {', '.join(sorted(KINDS.names()))}.")


@cache
def template_version() -> str:
    """Changes with any template or style of papers and with what sets them; screens (`pages/`) do not count."""
    digest = hashlib.sha256(pdf.edition().encode())
    for path in sorted(FOLDER.rglob("*")):
        if path.is_file() and "pages" not in path.parts:
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


def label(word: str) -> str:
    return str(kind_of(word).label)

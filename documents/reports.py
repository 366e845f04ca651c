"""Reads of papers."""

from __future__ import annotations

from documents import codes
from documents.models import Document


def by_code(typed: str) -> Document | None:
    """The paper whose check code somebody typed or scanned; None when there is none."""
    code = codes.tidy(typed)
    return Document.objects.filter(code=code).select_related("replaces", "replaced_by").first() if code else None


def of_subject(subject: str, *, kind: str = "") -> list[Document]:
    """The papers on `subject`, newest first."""
    found = Document.objects.filter(subject=subject).select_related("replaced_by").defer("facts")
    return list(found.filter(kind=kind) if kind else found)


def latest(document: Document) -> Document:
    """The paper that stands now: `document`, or the last of those that replaced it."""
    while following := Document.objects.filter(replaces=document).first():
        document = following
    return document

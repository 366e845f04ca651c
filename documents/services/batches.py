"""All papers of one matter in one file, made in the background."""

from __future__ import annotations

from documents.models import Parcel
from documents.services.parcels import ask_for_parcel
from people.actors import Actor

PAPERS = "documents.papers"


def ask_for_zip(about: str, *, actor: Actor) -> Parcel:
    """Promise the file to whoever may read the papers on `about`; asking again while it is made is the same promise."""
    return ask_for_parcel(PAPERS, about, actor=actor)

"""What can be made into a file in the background. Higher rooms say who may have it, what is in it and how it reads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

from documents.models import Parcel
from jobs.registry import Step
from people.actors import Actor
from wiring.ports import Port

Reach = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Kind:
    """`reason_against` is asked when somebody asks for the file, and again whenever they look for it or fetch it.

    `write` puts it into an open file and answers how far it reaches; it calls `step` as it goes, and keeps no more in
    memory than a page. `reach` answers the same for now, without writing. Both are plain JSON. `told` is a sentence that
    says it to a person, `title` what the file is; `filename` is ASCII; `url` is where it is asked for. `template` is what
    the page of a made file says beside it, such as what to do with it, and `context` is what that reads.
    """

    title: Callable[[Parcel], str]
    reason_against: Callable[[Actor, Parcel], str]
    reach: Callable[[Parcel], Reach]
    write: Callable[[Parcel, BinaryIO, Step], Reach]
    told: Callable[[Parcel], str]
    filename: Callable[[Parcel], str]
    url: Callable[[Parcel], str]
    template: str = ""
    context: Callable[[Parcel], Mapping[str, Any]] = lambda _parcel: {}


KINDS: Port[Kind] = Port(
    "documents.parcels",
    "Asked by the kind of a parcel: who may have it, how it is written, by a worker without any lock, and how it reads.",
)


def kind_of(parcel: Parcel) -> Kind:
    """KeyError when no room knows such a kind."""
    if found := KINDS.get(parcel.kind):
        return found
    raise KeyError(f"Nobody makes parcels of kind {parcel.kind!r}.")

"""What a program asks for, read strictly: a parameter that nobody knows is an error, for without it everything would come."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timezone
from typing import Any

from api.problems import Problem
from jobs import clock
from publishing.datasets import Dataset, Place

USUAL, MOST = 100, 200
PARAMETERS = ("after", "limit", "modified_since", "since_event")
_LONGEST = 80  # letters of a place, a moment or a number
_NUMBER = re.compile(r"[0-9]{1,18}")
_CODE = re.compile(r"[0-9]{2,8}")
_BETWEEN = "~"


@dataclass(frozen=True, slots=True)
class Asked:
    """A page of the list behind `after`; or what changed, since a moment or an event."""

    limit: int
    after: Place | None = None
    since: datetime | None = None
    event: int | None = None

    @property
    def is_about_changes(self) -> bool:
        return self.since is not None or self.event is not None


def read(given: Mapping[str, str], dataset: Dataset) -> Asked:
    """Raises Problem (422) for what is unknown, or no such value."""
    if strangers := [name for name in given if name not in PARAMETERS]:
        name = strangers[0][:_LONGEST]
        raise Problem(422, "unknown_parameter", f"There is no such parameter; known: {', '.join(PARAMETERS)}.", name)
    asked = Asked(
        limit=_limit(given.get("limit")),
        after=_place(given["after"], dataset) if "after" in given else None,
        since=_moment(given["modified_since"]) if "modified_since" in given else None,
        event=_number(given["since_event"], "since_event") if "since_event" in given else None,
    )
    if sum(part is not None for part in (asked.after, asked.since, asked.event)) > 1:
        raise Problem(422, "one_place", "Name one of after, modified_since and since_event.", "after")
    if asked.is_about_changes and not dataset.word:
        raise Problem(422, "no_history", "Nothing is on record of these rows: fetch them whole.", "modified_since")
    return asked


def spelled(place: Place) -> str:
    """A place as it stands in an address."""
    return _BETWEEN.join(_spelling(part) for part in place)


def key(text: str, dataset: Dataset) -> Any:
    """The key of a row as an address names it; None for what cannot be one."""
    try:
        return _PARTS[dataset.place[-1]](text[:_LONGEST])
    except ValueError:
        return None


def _limit(text: str | None) -> int:
    if text is None:
        return USUAL
    limit = _number(text, "limit")
    if not 1 <= limit <= MOST:
        raise Problem(422, "limit_out_of_range", f"Between 1 and {MOST} rows a page.", "limit")
    return limit


def _number(text: str, name: str) -> int:
    if not _NUMBER.fullmatch(text):
        raise Problem(422, "no_number", "A whole number in digits.", name)
    return int(text)


def _moment(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text[:_LONGEST].replace(" ", "+"))
        moment = found if found.tzinfo else found.replace(tzinfo=clock.BANGKOK)
        return moment.astimezone(timezone.utc)
    except (ValueError, OverflowError):
        raise Problem(
            422, "no_moment", "A day or a moment of ISO 8601, such as 2026-11-30T09:00:00+07:00.", "modified_since"
        ) from None


def _place(text: str, dataset: Dataset) -> Place:
    parts = text[: 4 * _LONGEST].split(_BETWEEN)
    try:
        return tuple(_PARTS[kind](part) for kind, part in zip(dataset.place, parts, strict=True))
    except (ValueError, OverflowError):
        raise Problem(
            422, "no_place", "Take it from the link to the next page; it is no number of a page.", "after"
        ) from None


def _spelling(part: Any) -> str:
    return part.astimezone(timezone.utc).strftime("%Y%m%dT%H%M%S%fZ") if isinstance(part, datetime) else str(part)


def _of_number(text: str) -> int:
    if _NUMBER.fullmatch(text):
        return int(text)
    raise ValueError


def _of_code(text: str) -> str:
    if _CODE.fullmatch(text):
        return text
    raise ValueError


def _of_moment(text: str) -> datetime:
    return datetime.strptime(text, "%Y%m%dT%H%M%S%fZ").replace(tzinfo=timezone.utc)


_PARTS: dict[type, Callable[[str], Any]] = {
    int: _of_number,
    str: _of_code,
    date: date.fromisoformat,
    datetime: _of_moment,
}

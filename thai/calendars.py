"""Calendars as phones take them (iCalendar, RFC 5545): lines of at most 75 bytes, broken between letters, never within one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timezone

from thai.cells import writable

TYPE = "text/calendar; charset=utf-8"
_MOST = 75


@dataclass(frozen=True, slots=True)
class Entry:
    """Something at a moment, or on a whole day. `uid` is its own for ever; `sequence` rises whenever it changes."""

    uid: str
    when: datetime | date
    stamp: datetime
    sequence: int
    summary: str
    url: str = ""
    place: str = ""
    about: str = ""
    is_cancelled: bool = False


def written(name: str, entries: Iterable[Entry]) -> bytes:
    """A whole calendar."""
    return "".join(_folded(line) for line in _lines(name, entries)).encode()


def _lines(name: str, entries: Iterable[Entry]) -> Iterator[str]:
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Thunklang//TH", "CALSCALE:GREGORIAN", "METHOD:PUBLISH")
    yield f"X-WR-CALNAME:{_text(name)}"
    yield f"NAME:{_text(name)}"
    yield "REFRESH-INTERVAL;VALUE=DURATION:PT1H"
    for entry in entries:
        yield from _entry(entry)
    yield "END:VCALENDAR"


def _entry(entry: Entry) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{entry.uid}"
    yield f"DTSTAMP:{_moment(entry.stamp)}"
    yield f"SEQUENCE:{entry.sequence}"
    if isinstance(entry.when, datetime):
        yield f"DTSTART:{_moment(entry.when)}"
    else:
        yield f"DTSTART;VALUE=DATE:{entry.when:%Y%m%d}"
        yield "TRANSP:TRANSPARENT"
    yield f"SUMMARY:{_text(entry.summary)}"
    texts = (("LOCATION", entry.place), ("DESCRIPTION", entry.about))
    yield from (f"{key}:{_text(text)}" for key, text in texts if text)
    if entry.url:
        yield f"URL:{entry.url}"
    yield f"STATUS:{'CANCELLED' if entry.is_cancelled else 'CONFIRMED'}"
    yield "END:VEVENT"


def _text(text: str) -> str:
    """Commas and semicolons part values; a line that somebody typed would begin another property."""
    escaped = writable(text).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n").replace("\t", " ")


def _moment(value: datetime) -> str:
    return value.astimezone(timezone.utc).strftime("%Y%m%dT%H%M%SZ")


def _folded(line: str) -> str:
    """Parts of at most 75 bytes; each but the first begins with the space that says that it goes on."""
    parts, part, size = [], "", 0
    for letter in line:
        length = len(letter.encode())
        if size + length > _MOST:
            parts.append(part)
            part, size = " ", 1
        part, size = part + letter, size + length
    return "\r\n".join([*parts, part]) + "\r\n"

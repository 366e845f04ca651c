"""Two editions of a request side by side: texts by word, money by value, the budget by line, lists by item."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

from requests import sections
from requests.comparing import lists, shown
from requests.comparing.lists import Item
from requests.comparing.texts import Kind, Piece, pieces

Content = Mapping[str, Any]
Text = str | Promise


@dataclass(frozen=True, slots=True)
class Changed:
    """One answer, or one side of an item."""

    label: Text
    pieces: list[Piece]


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a list that came, went or was changed; of what bears money, before and after in satang."""

    kind: str  # "new", "gone" or "changed"
    name: list[Piece]
    sides: list[Changed]
    before: int | None = None
    after: int | None = None

    @property
    def more(self) -> int:
        return (self.after or 0) - (self.before or 0)


@dataclass(frozen=True, slots=True)
class Table:
    """A list: what became other, and how many of it stayed."""

    label: Text
    entries: list[Entry]
    same: int
    bears_money: bool = False


@dataclass(slots=True)
class Section:
    """One section of the request, with what is other in it."""

    title: Text
    answers: list[Changed] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)

    @property
    def is_changed(self) -> bool:
        return bool(self.answers) or any(table.entries for table in self.tables)


@dataclass(frozen=True, slots=True)
class Compared:
    sections: list[Section]
    before: int
    after: int

    @property
    def more(self) -> int:
        return self.after - self.before

    @property
    def changed(self) -> list[Section]:
        return [section for section in self.sections if section.is_changed]

    @property
    def same(self) -> list[Section]:
        return [section for section in self.sections if not section.is_changed]


def compared(before: Content, after: Content, places: Sequence[str] = ()) -> Compared:
    """What is other in the later edition; `places` are names that are not broken. Neither is read beyond its content."""
    names = tuple({*places, *before.get("villages", ()), *after.get("villages", ())})
    found = [_section(section, before, after, names) for section in sections.ALL]
    return Compared(found, before.get("total", 0), after.get("total", 0))


def _section(section: sections.Section, before: Content, after: Content, names: tuple[str, ...]) -> Section:
    made = Section(section.title)
    for label, read in shown.ANSWERS.get(section.key, ()):
        old, new = read(before), read(after)
        if old != new:
            made.answers.append(Changed(label, pieces(old, new, names)))
    for told in shown.TABLES.get(section.key, ()):
        made.tables.append(_table(told, before, after, names))
    return made


def _table(told: shown.Listed, before: Content, after: Content, names: tuple[str, ...]) -> Table:
    pairs = lists.matched(told.items(before), told.items(after), told.name)
    entries = [_entry(told, old, new, names) for old, new in pairs]
    changed = [entry for entry in entries if entry]
    return Table(told.label, changed, len(entries) - len(changed), told.money)


def _entry(told: shown.Listed, old: Item | None, new: Item | None, names: tuple[str, ...]) -> Entry | None:
    one, other = old or {}, new or {}
    sides = list(_sides(told, one, other, names)) if old and new else []
    amounts = [row.get("amount") if told.money else None for row in (one, other)]
    if old and new and not sides and amounts[0] == amounts[1] and one[told.name] == other[told.name]:
        return None
    kind = "changed" if old and new else Kind.NEW if new else Kind.GONE
    return Entry(kind, pieces(str(one.get(told.name, "")), str(other.get(told.name, "")), names), sides, *amounts)


def _sides(told: shown.Listed, one: Item, other: Item, names: tuple[str, ...]) -> Iterator[Changed]:
    for label, read in told.sides:
        before, after = read(one), read(other)
        if before != after:
            yield Changed(label, pieces(before, after, names))

"""How each tree stands in the open: how far it is signed, who has seen it when, whether that suffices, and what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from audit import policies
from audit.models import Alarm, Cosignature, Note, Reopening, Stamp, Stop
from audit.publishing import vkey
from audit.reports import roots
from places.models import Province


@dataclass(frozen=True, slots=True)
class Standing:
    """One tree; `note` is its newest, None before the first. `seen` are witnesses of that note."""

    tree: str
    size: int
    root: str
    note: Note | None
    seen: Sequence[Cosignature]
    stamps: Sequence[Stamp]
    has_quorum: bool
    asks_for_quorum: bool

    @property
    def vkey(self) -> str:
        return vkey(self.note) if self.note else ""


def standings(trees: Iterable[str] = ()) -> list[Standing]:
    """Of these trees, or of all."""
    wanted, policy = list(trees), policies.current()
    heads = roots(*wanted)
    newest = {note.tree: note for note in Note.objects.order_by("tree", "-size").distinct("tree")}
    seen, stamps = _seen(newest), _stamps(newest)
    return [
        Standing(
            tree=tree,
            size=size,
            root=root,
            note=newest.get(tree),
            seen=seen.get(tree, []),
            stamps=stamps.get(tree, []),
            has_quorum=policy.is_met({line.witness for line in seen.get(tree, [])}),
            asks_for_quorum=policy.quorum not in (policies.NONE, ""),
        )
        for tree, (size, root) in heads.items()
    ]


def _seen(newest: dict[str, Note]) -> dict[str, list[Cosignature]]:
    """What witnesses said of the newest notes."""
    found: dict[str, list[Cosignature]] = {}
    for row in Cosignature.objects.filter(_of_these(newest)).order_by("witness"):
        found.setdefault(row.tree, []).append(row)
    return found


def _stamps(newest: dict[str, Note]) -> dict[str, list[Stamp]]:
    found: dict[str, list[Stamp]] = {}
    for row in Stamp.objects.filter(_of_these(newest)).order_by("authority"):
        found.setdefault(row.tree, []).append(row)
    return found


def _of_these(newest: dict[str, Note]) -> Q:
    """By key, one of them each: there are eighty at the most."""
    wanted = Q(pk__in=[])
    for note in newest.values():
        wanted |= Q(tree=note.tree, size=note.size)
    return wanted


@dataclass(frozen=True, slots=True)
class Told:
    """An alarm as people read it; `is_open` while it stops its tree. `place` is whose log it is, None of the service itself."""

    alarm: Alarm
    is_open: bool
    place: Province | None

    @property
    def sentence(self) -> str:
        return str(_SENTENCES[self.alarm.kind]) % {
            "tree": self.place or _("the service itself"),
            "first": self.alarm.first_bad,
            "last": max(self.alarm.seen_size, self.alarm.first_bad + 1) - 1,
            "source": self.alarm.source,
        }

    @property
    def look(self) -> str:
        return "error" if self.is_open else "warning"

    @property
    def root(self) -> str:
        return bytes(self.alarm.seen_root).hex()


_SENTENCES = {
    "shrunk": _("Events %(first)s to %(last)s in the log of %(tree)s were signed and are missing now."),
    "forked": _("Events in the log of %(tree)s are not those that were signed, from number %(first)s to %(last)s."),
    "forgotten": _("The signer's memory of the log of %(tree)s was lost; it took what stood here."),
    "warned": _("The witness %(source)s says that it saw another log of %(tree)s, up to event %(last)s."),
}


def alarms(*trees: str, limit: int = 20) -> list[Told]:
    """The newest first."""
    rows = Alarm.objects.filter(tree__in=trees) if trees else Alarm.objects.all()
    stopped = set(Stop.objects.values_list("alarm_id", flat=True))
    return [Told(row, row.pk in stopped, _place(row)) for row in _named(rows).order_by("-id")[:limit]]


def _named(rows: QuerySet[Alarm]) -> QuerySet[Alarm]:
    """With the names of their provinces, out of the same query."""
    there = Province.objects.filter(pk=OuterRef("tree"))
    return rows.annotate(name_th=Subquery(there.values("name_th")), name_en=Subquery(there.values("name_en")))


def _place(row: Any) -> Province | None:
    return Province(code=row.tree, name_th=row.name_th, name_en=row.name_en) if row.name_th else None


def is_one_machine() -> bool:
    """Whether all witnesses run where the log does: that shows how it goes and proves nothing."""
    addresses = [urlsplit(witness.url).hostname for witness in policies.current().witnesses.values()]
    return bool(addresses) and all(address in ("127.0.0.1", "localhost", "::1") for address in addresses)


def agreed(alarm: Alarm) -> list[int]:
    """The persons who have said that a tree may be opened again after this alarm."""
    return list(Reopening.objects.filter(alarm_id=alarm.pk).order_by("recorded_at").values_list("person", flat=True))

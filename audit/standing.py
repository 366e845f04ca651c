"""How each tree stands in the open: how far it is signed, who has seen it when, whether that suffices, and what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from audit import policies
from audit.models import Alarm, Cosignature, Note, Stamp, Stop
from audit.publishing import vkey
from audit.reports import roots


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
    seen, stamps = _of(Cosignature, newest), _of(Stamp, newest)
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


def _of(model: type[Cosignature] | type[Stamp], newest: dict[str, Note]) -> dict[str, list[object]]:
    """What is said of the newest notes."""
    found: dict[str, list[object]] = {}
    for row in model.objects.filter(tree__in=newest, size__in={note.size for note in newest.values()}):
        if newest[row.tree].size == row.size:
            found.setdefault(row.tree, []).append(row)
    return found


@dataclass(frozen=True, slots=True)
class Told:
    """An alarm as people read it; `is_open` while it stops the log. `agreed` are the persons who would open it again."""

    alarm: Alarm
    is_open: bool
    agreed: Sequence[int] = ()

    @property
    def sentence(self) -> str:
        return str(_SENTENCES[self.alarm.kind]) % {
            "tree": self.alarm.tree,
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
    "shrunk": _("Events %(first)s to %(last)s of tree %(tree)s were signed and are missing now."),
    "forked": _("Events of tree %(tree)s are not those that were signed, from number %(first)s to %(last)s."),
    "forgotten": _("The signer's memory of tree %(tree)s was lost; it took what stood here."),
    "warned": _("The witness %(source)s says that it saw another log of tree %(tree)s, up to event %(last)s."),
}


def alarms(*trees: str, limit: int = 20) -> list[Told]:
    """The newest first."""
    rows = Alarm.objects.filter(tree__in=trees) if trees else Alarm.objects.all()
    stopped = set(Stop.objects.values_list("alarm_id", flat=True))
    return [Told(row, row.pk in stopped) for row in rows.order_by("-id")[:limit]]


def is_one_machine() -> bool:
    """Whether all witnesses run where the log does, as in the demo: that shows how it goes and proves nothing."""
    addresses = [urlsplit(witness.url).hostname for witness in policies.current().witnesses.values()]
    return bool(addresses) and all(address in ("127.0.0.1", "localhost", "::1") for address in addresses)


def is_stopped() -> bool:
    return Stop.objects.exists()

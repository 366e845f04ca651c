"""Which checkpoint a file was made at: how far the log of its province was signed when its first row was read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings

from audit.models import Note


@dataclass(frozen=True, slots=True)
class Made:
    """The newest signed head of a tree: rows whose `log_index` is below `size` are under `root`."""

    tree: str
    size: int
    root: str
    origin: str

    @property
    def told(self) -> dict[str, Any]:
        return {
            "tree": self.tree,
            "size": self.size,
            "root": self.root,
            "origin": self.origin,
            "signed_note": f"{settings.SITE_URL}/log/{self.tree}/checkpoint",
            "verifier_key": f"{settings.SITE_URL}/log/{self.tree}/vkey",
        }

    def __str__(self) -> str:
        return f"tree {self.tree}, size {self.size}, root {self.root}"


def now(province: str) -> Made:
    """Read before the first row is: whatever happens afterwards makes rows newer than the checkpoint, never older."""
    note = Note.objects.filter(tree=province).order_by("-size").first()
    if note is None:
        return Made(province, 0, "", "")
    return Made(province, note.size, bytes(note.root).hex(), note.origin)

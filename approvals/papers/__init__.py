"""The papers of a committee: notice, minutes, extract of a resolution, decision letter; and who may read a meeting's."""

from __future__ import annotations

from approvals import reports
from documents import subjects
from people.actors import Actor


def _may_read(actor: Actor, pk: int) -> bool:
    return reports.visible_to(actor).filter(pk=pk).exists()


subjects.register("meeting", may_read=_may_read, url=lambda pk: f"/meetings/{pk}/")

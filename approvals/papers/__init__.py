"""The papers of a committee: notice, minutes, extract of a resolution, decision letter; and who may read a meeting's."""

from __future__ import annotations

from approvals import reports
from documents.subjects import SUBJECTS, Subject
from people.actors import Actor


def _may_read(actor: Actor, pk: int) -> bool:
    return reports.visible_to(actor).filter(pk=pk).exists()


SUBJECTS.provide("meeting", Subject(_may_read, lambda pk: f"/meetings/{pk}/"), by=__name__)

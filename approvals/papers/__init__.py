"""The papers of a committee: notice, minutes, extract of a resolution, decision letter; and who may read a meeting's."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from approvals import access
from approvals.frozen import VERSION, DecisionLetter, Extract, MeetingNotice, MinutesPaper
from approvals.papers import shown
from documents.kinds import KINDS, Kind
from documents.subjects import SUBJECTS, Subject
from people.actors import Actor
from requests.frozen import Returned


def _may_read(actor: Actor, pk: int) -> bool:
    whole = access.visible_to(actor).filter(pk=pk).exists()
    return whole or access.items_visible_to(actor).filter(meeting=pk).exists()


def _papers_for(actor: Actor, pk: int) -> Q:
    """Whoever reads one matter of a meeting reads what was resolved on it, and neither notice nor minutes."""
    if access.visible_to(actor).filter(pk=pk).exists():
        return Q()
    items = access.items_visible_to(actor).filter(meeting=pk, resolution__extract_id__isnull=False)
    return Q(pk__in=list(items.values_list("resolution__extract_id", flat=True)))


SUBJECTS.provide("meeting", Subject(_may_read, lambda pk: f"/meetings/{pk}/", _papers_for), by=__name__)
KINDS.provide(
    "meeting_notice",
    Kind(
        "หนังสือเชิญประชุม",
        _("Meeting notice"),
        "documents/meeting_notice.html",
        prepare=shown.notice,
        frozen=(MeetingNotice,),
        version=VERSION,
    ),
    by=__name__,
)
KINDS.provide(
    "minutes",
    Kind(
        "รายงานการประชุม",
        _("Minutes"),
        "documents/minutes.html",
        prepare=shown.minutes,
        public=shown.public,
        frozen=(MinutesPaper,),
        version=VERSION,
    ),
    by=__name__,
)
KINDS.provide(
    "resolution_extract",
    Kind(
        "สำเนามติที่ประชุม",
        _("Resolution extract"),
        "documents/resolution_extract.html",
        prepare=shown.extract,
        frozen=(Extract,),
        version=VERSION,
        public=shown.public,
    ),
    by=__name__,
)
KINDS.provide(
    "decision_letter",
    Kind(
        "หนังสือแจ้งผลการพิจารณา",
        _("Decision letter"),
        "documents/decision_letter.html",
        prepare=shown.letter,
        frozen=(DecisionLetter, Returned),
        version=VERSION,
        public=shown.public,
    ),
    by=__name__,
)

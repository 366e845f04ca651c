"""Keeps what is found in step with the log: each event names the rows that it wrote, so nothing else has to tell.

A visit takes up the few events since the last one; a job does so each minute, and fills a province that was never taken up
(a new one, or one of an earlier release). The head is read before the rows: what happens in between is taken up again,
never left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.db import connection, models, transaction
from django.utils import translation

from approvals.models import Meeting, Resolution
from audit import canonical
from audit.models import Event
from funds.models import Fund
from grants.models import Agreement
from places.models import Province
from portal.finding import lines, texts
from portal.finding.kinds import Kind
from portal.finding.lines import Line
from portal.models import CaughtUp, Findable, FindableText, FindableWords
from requests.models import Attachment, BudgetRequest, OpenFile
from wiring.refs import Ref

# A visit does not wait for more than so many events, nor for a province that was never taken up and has more than these.
A_FEW = 300
AT_ONCE = 500
_LOCK = 70_730_003
_KINDS: dict[str, type[models.Model]] = {
    Kind.REQUEST: BudgetRequest,
    Kind.AGREEMENT: Agreement,
    Kind.RESOLUTION: Resolution,
    Kind.MEETING: Meeting,
    Kind.FUND: Fund,
}
_KIND_OF = {model._meta.db_table: kind for kind, model in _KINDS.items()}
_PROVINCE_OF = {
    Kind.REQUEST: "province",
    Kind.AGREEMENT: "budget_request__province",
    Kind.RESOLUTION: "item__meeting__committee__province",
    Kind.MEETING: "committee__province",
    Kind.FUND: "province",
}


def a_little() -> None:
    """Before a search: whatever few events came since the last one."""
    for tree, size, known in _behind():
        if size - known <= A_FEW:
            _take_up(tree, size, known)


def whole() -> int:
    """All there is, for the job and for a database that was brought up; answers how many trees were behind."""
    behind = _behind()
    for tree, size, known in behind:
        _take_up(tree, size, known)
    return len(behind)


def _behind() -> list[tuple[str, int, int]]:
    """(tree, its size, how far it is taken up) of the provinces of which more has happened."""
    with connection.cursor() as cursor:
        cursor.execute(_BEHIND)
        return list(cursor.fetchall())


def _take_up(tree: str, size: int, known: int) -> None:
    """In one transaction; whoever comes while another is at it leaves it to them."""
    # Lines are everybody's: they are not written in the language of whoever came first.
    with transaction.atomic(), translation.override(settings.LANGUAGE_CODE), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [_LOCK, int(tree)])
        if not cursor.fetchone()[0]:
            return
        if known:
            for kind, pks in _written(tree, known).items():
                _keep(kind, sorted(pks))
        else:
            _fill(tree)
        CaughtUp.objects.update_or_create(tree=tree, defaults={"size": size})


def _written(tree: str, known: int) -> dict[str, set[int]]:
    """The rows of ours that events wrote since; with a meeting, whatever was resolved in it."""
    found: dict[str, set[int]] = defaultdict(set)
    opened, attached = set[int](), set[int]()
    files = {OpenFile._meta.db_table: opened, Attachment._meta.db_table: attached}
    for body in Event.objects.filter(tree=tree, seq__gte=known).values_list("body", flat=True).iterator():
        for table, pk, *_digest in canonical.decode(bytes(body)).get("writes", ()):
            if kind := _KIND_OF.get(table):
                found[kind].add(int(pk))
            elif table in files:
                files[table].add(int(pk))
    # A file that was opened, or taken back, is of its request.
    of_files = OpenFile.objects.filter(pk__in=opened) | OpenFile.objects.filter(attachment__in=attached)
    found[Kind.REQUEST] |= set(of_files.values_list("attachment__budget_request", flat=True))
    if met := found.get(Kind.MEETING):
        resolved = Resolution.objects.filter(item__meeting__in=met)
        found[Kind.RESOLUTION] |= set(resolved.values_list("pk", flat=True))
    return found


def _fill(tree: str) -> None:
    _put(lines.of_places(tree))
    for kind, model in _KINDS.items():
        rows = model._default_manager.filter(**{_PROVINCE_OF[Kind(kind)]: tree}).order_by("pk")
        pks = list(rows.values_list("pk", flat=True))
        for at in range(0, len(pks), AT_ONCE):
            _keep(kind, pks[at : at + AT_ONCE])


def _keep(kind: str, pks: list[int]) -> None:
    _put(lines.OF[kind](pks))


def _put(told: Iterable[Line] | Iterator[Line]) -> None:
    """Each line as it reads now, in the place of the one before. Nothing public is ever made secret again, so none goes."""
    found = list(told)
    rows: list[Any] = Findable.objects.bulk_create(
        [line for line, _words in found],
        update_conflicts=True,
        unique_fields=["subject"],
        update_fields=[
            "kind",
            "province",
            "day",
            "number",
            "title",
            "whose",
            "amount",
            "state",
            "due_on",
            "tags",
        ],
    )
    for row, (_line, words) in zip(rows, found, strict=True):
        words.findable_id = row.pk
    _put_texts(rows)
    FindableWords.objects.bulk_create(
        [words for _line, words in found],
        update_conflicts=True,
        unique_fields=["findable"],
        update_fields=["key", "marks"],
    )


def _put_texts(lines_kept: list[Findable]) -> None:
    """What requests say at length, as it reads now."""
    told = {line.subject: line for line in lines_kept if line.kind == Kind.REQUEST}
    keys = [ref.pk for subject in told if (ref := Ref.of(subject))]
    asked = BudgetRequest.objects.filter(pk__in=keys).only("pk")
    made = []
    for subject, said in texts.of_requests(asked).items():
        one = texts.row(told[subject], said)
        one.findable_id = told[subject].pk
        made.append(one)
    FindableText.objects.bulk_create(
        made, update_conflicts=True, unique_fields=["findable"], update_fields=["key", "said", "marks"]
    )


def provinces() -> list[str]:
    return list(Province.objects.filter(is_active=True).values_list("pk", flat=True))


_BEHIND = """
SELECT h.tree, h.size, coalesce(c.size, 0) FROM log.head h
JOIN places_province p ON p.code = h.tree AND p.is_active
LEFT JOIN portal_caughtup c ON c.tree = h.tree
WHERE c.size IS DISTINCT FROM h.size ORDER BY h.tree
"""

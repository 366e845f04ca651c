"""What the database holds after all the killing, against what the journals say: python -m tests.prove.reckoned FOLDER"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django

django.setup()

from django.db import connection  # noqa: E402
from django.db.models import Count, F, Max  # noqa: E402

import verify_audit  # noqa: E402
from approvals.models import AgendaItem, Meeting, Resolution  # noqa: E402
from approvals.workflow import MeetingState  # noqa: E402
from audit import bundle, tables  # noqa: E402
from audit.models import Event, Head  # noqa: E402
from documents.models import Document  # noqa: E402
from funds.models import Voucher  # noqa: E402
from jobs.models import Job  # noqa: E402
from notices.models import Notice  # noqa: E402
from requests.models import BudgetRequest  # noqa: E402
from tests.prove import books_stand  # noqa: E402
from tests.prove.acts import form_key  # noqa: E402
from tests.prove.journal import Journal, Step  # noqa: E402

EVENTS = {
    "receive": "voucher.received",
    "make": "voucher.made",
    "approve": "voucher.approved",
    "pay": "voucher.paid",
    "plan": "meeting.planned",
    "list": "item.listed",
    "call": "meeting.called",
    "open": "meeting.opened",
    "put_to_vote": "item.put_to_vote",
    "resolve": "resolution.made",
    "close": "meeting.closed",
    "confirm": "meeting.confirmed",
    "begin": "request.begun",
    "write": "request.written",
    "attach": "request.attached",
    "submit": "request.submitted",
}
# Of each kind of row: numbers of a series run from 1 on.
SERIES = (
    (Voucher, ("fund", "kind", "year")),
    (Meeting, ("committee", "year")),
    (Resolution, ("item__meeting__committee", "year")),
)
AMISS = {
    "vouchers that moved money without an entry, or entries without a voucher": """
        SELECT v.id::text FROM funds_voucher v LEFT JOIN ledger.entry e ON e.id = v.entry_id
        WHERE (v.state IN ('paid', 'received')) <> (e.id IS NOT NULL)
        UNION ALL SELECT e.id::text FROM ledger.entry e LEFT JOIN funds_voucher v ON v.entry_id = e.id WHERE v.id IS NULL""",
    "entries that are not told once": """
        SELECT e.id::text FROM ledger.entry e LEFT JOIN log.log l ON l.entry_id = e.id AND l.event IN ('money.received', 'money.paid')
        GROUP BY e.id HAVING count(l.*) <> 1""",
    "papers without exactly one job": """
        SELECT d.id::text FROM documents_document d
        LEFT JOIN jobs_job j ON j.kind = 'documents.render' AND (j.args ->> 'document')::bigint = d.id
        WHERE d.issued_at > '2026-02-01' GROUP BY d.id HAVING count(j.*) <> 1""",
}


def told() -> Counter[tuple[str, str, str]]:
    """How often each thing happened: event, subject, and of a request's pages which one."""
    events = Event.objects.filter(tree="57").values_list("event", "subject", "body")
    return Counter((event, subject, _page(event, body)) for event, subject, body in events.iterator())


def _page(event: str, body: bytes) -> str:
    return str(json.loads(bytes(body))["facts"]["section"]) if event == "request.written" else ""


def subjects() -> dict[str, dict[str, str]]:
    """The subject of each key's events, by the kind of the event."""
    found: dict[str, dict[str, str]] = {
        "voucher": {str(key): f"voucher:{pk}" for key, pk in Voucher.objects.values_list("key", "pk")},
        "meeting": {place: f"meeting:{pk}" for place, pk in Meeting.objects.values_list("place", "pk")},
        "item": {row.title: row.subject for row in AgendaItem.objects.all()},
        "request": {title: f"request:{pk}" for title, pk in BudgetRequest.objects.values_list("title", "pk")},
    }
    return found | {"resolution": found["item"]}


def counts(journals: list[Journal]) -> dict[Step, int]:
    """Of each step that was ever tried, how often it happened."""
    events, names = told(), subjects()
    return {step: _count(step, events, names) for one in journals for step in one.tried}


def _count(step: Step, events: Counter[tuple[str, str, str]], names: dict[str, dict[str, str]]) -> int:
    verb, _, page = step.verb.partition(" ")
    event = EVENTS[verb]
    kind = event.partition(".")[0]
    key = str(form_key(step.key)) if kind == "voucher" else step.key
    return events[event, names[kind].get(key, ""), page]


def amiss(by_step: dict[Step, int]) -> Iterator[str]:
    """What does not hold, in words."""
    yield from books_stand.untrue()
    yield from _unasked(by_step)
    yield from (f"{model.__name__}: numbers with a gap" for model, of in SERIES if _has_gap(model, of))
    with connection.cursor() as cursor:
        for words, question in AMISS.items():
            cursor.execute(question)
            if rows := cursor.fetchall():
                yield f"{words}: {len(rows)}, such as {rows[0][0]}"
    yield from _meetings()
    yield from _requests()


def _unasked(by_step: dict[Step, int]) -> Iterator[str]:
    """More or fewer rows than were asked for; one receipt is the world's own."""
    asked = Counter(step.verb for step in by_step)
    expected = {
        Meeting: asked["plan"],
        AgendaItem: asked["list"],
        BudgetRequest: asked["begin"],
        Voucher: asked["receive"] + asked["make"] + 1,
    }
    for model, count in expected.items():
        if (there := model._default_manager.count()) != count:
            yield f"{model.__name__}: {there} rows, {count} were asked for"


def _has_gap(model: Any, of: tuple[str, ...]) -> bool:
    rows = model.objects.filter(number__isnull=False).order_by().values(*of)
    return rows.annotate(last=Max("number"), count=Count("pk")).exclude(last=F("count")).exists()


def _meetings() -> Iterator[str]:
    closed = Meeting.objects.filter(state=MeetingState.CLOSED).select_related("minutes")
    for row in closed.iterator():
        members = len(row.members)
        results = Notice.objects.filter(kind="meeting.closed", subject=row.subject).count()
        papers = Counter(Document.objects.filter(subject=row.subject).values_list("kind", flat=True))
        if (row.notices.count(), results, row.minutes is not None, papers["minutes"]) != (members, members, True, 1):
            yield f"{row.place}: closed, but {results} of {members} were told, papers {dict(papers)}"
        if Resolution.objects.filter(item__meeting=row).count() != 1:
            yield f"{row.place}: closed with other resolutions than the one"


def _requests() -> Iterator[str]:
    sent = BudgetRequest.objects.exclude(state="draft").order_by("receipt_number")
    numbers = [int(row.receipt_number.rpartition("/")[2]) for row in sent]
    if numbers != list(range(1, len(numbers) + 1)):
        yield "receipt numbers with a gap or a double"
    for row in sent:
        kinds = Counter(Document.objects.filter(subject=row.subject).values_list("kind", flat=True))
        parts = (row.revisions.count(), kinds["proposal"], kinds["public_proposal"], row.attachments.count())
        if parts != (1, 1, 1, 1):
            yield f"{row.title}: submitted with revisions, papers and files {parts}"


def verified() -> Iterator[str]:
    """What the offline verifier finds in each tree, and `verify_tables` in the tables beside it."""
    for tree in Head.objects.values_list("tree", flat=True):
        with tempfile.TemporaryDirectory() as folder:
            bundle.export(tree, Path(folder))
            found, _ = verify_audit.verify(Path(folder), [], None)
        yield from (f"tree {tree}: {one}" for one in found)
    found, _erased = tables.verify(None)
    yield from (one.line for one in found)


def reckon(folder: Path) -> dict[str, Any]:
    journals = [Journal(path) for path in sorted(folder.glob("[0-9]"))]
    by_step = counts(journals)
    done = {step for one in journals for step in one.done if step.verb}
    said = sum((one.said for one in journals), Counter())
    return {
        "acts": dict(Counter(step.key.partition("-")[0] for one in journals for step in one.done if not step.verb)),
        "steps": len(by_step),
        **{what: _of(said, what) for what in ("redo", "again", "cut", "wrong")},
        "lost": [step for step in done if by_step[step] == 0],
        "doubled": [step for step, count in by_step.items() if count > 1],
        "unfinished": list(by_step.keys() - done),
        "amiss": [*amiss(by_step), *verified()],
        "entries": Voucher.objects.filter(entry_id__isnull=False).count(),
        "events": Event.objects.count(),
        "jobs": Job.objects.count(),
    }


def _of(said: Counter[str], what: str) -> dict[str, int]:
    return {words.partition(" ")[2]: count for words, count in sorted(said.items()) if words.startswith(f"{what} ")}


if __name__ == "__main__":
    print(json.dumps(reckon(Path(sys.argv[1]))))  # noqa: T201

"""Writing a request: begun, saved page by page, attachments added and taken away."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from audit.errors import Conflict, Invalid, StaleVersion
from audit.facts import Facts
from audit.log import record, recorded
from audit.machine import finish
from audit.reports import of_form
from documents import blobs
from jobs import clock
from people.actors import Actor
from people.models import Organisation, Seat
from programmes.models import Call
from requests import opened, screens, wording
from requests.facts import AttachedFacts, AttachmentRemovedFacts, BegunFacts, WrittenFacts
from requests.models import Attachment, BudgetLine, BudgetRequest
from requests.models.content import Row
from requests.screens import Screen
from requests.services.pages import NO_PAGE, Page
from requests.services.rows import locked
from requests.verbs import VERBS
from requests.workflow import State
from thai.money import MAX_SATANG

MAX_ROWS = 300
MAX_UNREAD = 100_000  # letters
MAX_ATTACHMENTS = 30


@recorded
def begin(
    call_id: int,
    *,
    organisation_id: int,
    title: str = "",
    is_invented: bool = False,
    key: UUID | None = None,
    actor: Actor,
) -> BudgetRequest:
    """Open a draft in a call for an organisation; a secretary may do it on the organisation's behalf, on record.

    Nobody has two drafts of a kind that hold no word yet: the second of two clicks finds the first one's. The same `key`
    again answers the first one, written in or not.
    """
    call = Call.objects.select_related("route").get(pk=call_id)
    organisation = Organisation.objects.select_related("province").get(pk=organisation_id)
    row = BudgetRequest(
        call=call,
        organisation=organisation,
        province_id=call.province_id,
        filed_by=actor.seat,
        title=title,
        owner=organisation,
        due_on=call.closes_on,
        created_at=clock.now(),
        is_invented=is_invented,
    )
    VERBS.require("begin", actor, row)
    if key and (earlier := _earlier(key, row, actor)):
        return earlier
    _require_open(row)
    if organisation.province_id != call.province_id:
        raise Invalid(_("This call is another province's."), code="another_province")
    if not title and (empty := _empty_draft(row, actor)):
        return empty
    row.save()
    _note("request.begun", row, actor, BegunFacts(on_behalf=organisation.pk != actor.organisation_id, form=key))
    return row


def _earlier(key: UUID, row: BudgetRequest, actor: Actor) -> BudgetRequest | None:
    """The request that the same form began before; Invalid when it says something else."""
    mine = {str(one.subject): one for one in _filed_by(actor)}
    told = of_form(key, "request.begun", *mine)
    if told is None:
        return None
    earlier = mine[told.subject]
    if (earlier.call_id, earlier.organisation_id) != (row.call_id, row.organisation_id):
        raise Invalid(
            _(
                "This form has begun a request already, for another call or council. For a further one open an empty form."
            ),
            code="key_used",
        )
    return earlier


def _empty_draft(row: BudgetRequest, actor: Actor) -> BudgetRequest | None:
    """Of the same seat, and written in never."""
    mine = _filed_by(actor).filter(call=row.call, organisation=row.organisation)
    return mine.filter(state=State.DRAFT, title="", version=1).first()


def _filed_by(actor: Actor) -> QuerySet[BudgetRequest]:
    """The seat is locked first, or two at once would see none of each other's."""
    Seat.objects.select_for_update(no_key=True).get(pk=actor.by_seat.pk)
    return BudgetRequest.objects.filter(filed_by=actor.by_seat)


@recorded
def write(
    pk: int,
    key: str,
    *,
    fields: dict[str, Any],
    rows: list[dict[str, Any]] | dict[type[Row], list[dict[str, Any]]] | None = None,
    unread: str | None = None,
    page: Page = NO_PAGE,
    version: int,
    actor: Actor,
) -> BudgetRequest:
    """Keep one screen of a request, or a section alone: its answers, and its rows replaced as a whole.

    Half-finished answers are welcome; what can never be right (a sum that is no whole satang, an end before its
    start) is refused with every fault named by row. Nothing is written when nothing changed. `unread` is what was
    pasted and is no line yet. A version that only this very `page` has moved on is not stale, nor one that was moved on
    elsewhere than on this screen.
    """
    row, screen = locked(pk), screens.BY_ADDRESS[key]
    if row.version != version and not page.goes_over(row, screen):
        raise StaleVersion
    VERBS.require("write", actor, row)
    unknown = set(fields) - set(screen.fields)
    if unknown:
        raise ValueError(f"{sorted(unknown)} do not belong to {key}")
    for name, value in fields.items():
        setattr(row, name, value)
    row.clean_fields(exclude=[f.name for f in row._meta.fields if f.name not in fields])
    for model, values in _by_model(screen, rows):
        replace_rows(row, model, values)
    if unread is not None:
        _put_aside(row, unread)
    row.written_page, row.written_turn, row.written_version = page.name, page.turn, row.version + 1
    return _saved(row, screen, actor)


def _by_model(screen: Screen, rows: Any) -> list[tuple[type[Row], list[dict[str, Any]]]]:
    """The rows of a screen by their kind; of one that has a single kind they may come as a list."""
    if rows is None:
        return []
    told = rows if isinstance(rows, dict) else dict.fromkeys(screen.rows, rows)
    return [(model, told[model]) for model in screen.rows if model in told]


def _put_aside(row: BudgetRequest, unread: str) -> None:
    if len(unread) > MAX_UNREAD:
        raise Invalid(_("Paste at most %(most)s letters at once.") % {"most": MAX_UNREAD}, code="too_much_pasted")
    row.unread_lines = unread


def _saved(row: BudgetRequest, screen: Screen, actor: Actor) -> BudgetRequest:
    changed = [*screen.fields, "written_page", "written_turn", "written_version", "unread_lines"]
    if BudgetLine in screen.rows and not row.receipt_number:
        row.reckon()
        changed.append("amount")
    finish(row, fields=tuple(changed))
    _note("request.written", row, actor, WrittenFacts(section=screen.key, amount=row.written_amount()))
    return row


def replace_rows(row: BudgetRequest, model: type[Row], rows: list[dict[str, Any]]) -> None:
    """The rows of a kind as a whole; the caller holds the lock. Raises RowErrors, and then nothing was replaced."""
    if len(rows) > MAX_ROWS:
        raise Invalid(_("At most %(most)s rows.") % {"most": MAX_ROWS}, code="too_many_rows")
    made, faults = [], {}
    for position, values in enumerate(rows, 1):
        try:
            made.append(built(row, model, position, values))
        except ValidationError as error:
            faults[position] = error
    if faults:
        raise RowErrors(faults)
    manager = model._default_manager
    manager.filter(budget_request=row).delete()
    manager.bulk_create(made)


class RowErrors(ValidationError):
    """Faults by row, counted from 1 as people see them."""

    def __init__(self, rows: dict[int, ValidationError]) -> None:
        self.rows = rows
        lines = [_("Row %(n)s: %(text)s") % {"n": n, "text": " ".join(error.messages)} for n, error in rows.items()]
        super().__init__(lines)


def built(row: BudgetRequest, model: type[Row], position: int, values: dict[str, Any], *, asks: bool = True) -> Row:
    """One row as it would be kept; ValidationError says why it cannot be. `asks` the database whether its checks hold."""
    built = model(budget_request=row, position=position, **values)
    if isinstance(built, BudgetLine):
        _reckon(built)
    built.clean_fields(exclude=["budget_request"])
    if asks:
        built.validate_constraints(exclude={"budget_request", "position"})
    return built


def _reckon(line: BudgetLine) -> None:
    """Set quantity and amount from factors and rate; a line without a rate keeps the lump sum it was given."""
    line.quantity = wording.product(line.factors)
    if line.rate is not None:
        line.amount = wording.amount_of(line.factors, line.rate)
    if not line.amount or not 0 < line.amount <= MAX_SATANG:
        raise Invalid(
            _("The amount must be more than zero and believable."), code="amount_not_positive", field="amount"
        )


@recorded
def attach(
    pk: int,
    *,
    kind: str,
    title: str,
    data: bytes,
    content_type: str,
    wish: opened.Wish | None = None,
    version: int,
    actor: Actor,
) -> Attachment:
    """Keep a file that `documents.uploads.accept` let in; with a `wish`, everybody sees it once the request is sent."""
    row = locked(pk, version=version)
    VERBS.require("attach", actor, row)
    if row.attachments.filter(removed_at=None).count() >= MAX_ATTACHMENTS:
        raise Invalid(_("At most %(most)s attachments.") % {"most": MAX_ATTACHMENTS}, code="too_many_attachments")
    sha256 = blobs.keep(data, content_type)
    attachment = Attachment(
        budget_request=row,
        kind=kind,
        title=title,
        sha256=sha256,
        content_type=content_type,
        size_bytes=len(data),
        added_at=clock.now(),
        added_by=actor.person,
    )
    attachment.full_clean()
    attachment.save()
    if wish is not None:
        opened.wish(attachment, wish, data)
    finish(row)
    _note("request.attached", row, actor, AttachedFacts(kind=kind, sha256=sha256))
    return attachment


@recorded
def remove_attachment(pk: int, attachment_id: int, *, version: int, actor: Actor) -> BudgetRequest:
    """Take a file off the request; its bytes stay where an earlier submission may point to them."""
    row = locked(pk, version=version)
    VERBS.require("remove_attachment", actor, row)
    attachment = row.attachments.filter(pk=attachment_id, removed_at=None).first()
    if attachment is None:
        raise Conflict(_("This file was removed already."), code="attachment_removed")
    attachment.removed_at, attachment.removed_by = clock.now(), actor.person
    attachment.save(update_fields=["removed_at", "removed_by"])
    finish(row)
    _note("request.attachment_removed", row, actor, AttachmentRemovedFacts(sha256=attachment.sha256))
    return row


@recorded
def take_back_file(pk: int, attachment_id: int, *, version: int, actor: Actor) -> BudgetRequest:
    """Let nobody see a file any more that everybody could see; at any time, and on record."""
    row = locked(pk, version=version)
    VERBS.require("take_back_file", actor, row)
    one = opened.shown(row.pk).filter(attachment=attachment_id).first()
    if one is None:
        raise Conflict(_("Nobody sees this file from outside now."), code="file_not_open")
    opened.take_back(row, one, actor)
    finish(row)
    return row


def _require_open(row: BudgetRequest) -> None:
    if not row.call.is_open(clock.today()):
        raise Invalid(_("This call is not open today."), code="call_not_open")


def _note(event: str, row: BudgetRequest, actor: Actor, facts: Facts) -> None:
    record(event, tree=row.province_id, subject=row.subject, actor=actor, facts=facts)

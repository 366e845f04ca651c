"""The papers of a request: the proposal in both editions and the letter that carries it, and who may read them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from documents import letterheads, letters, reports
from documents import services as documents
from documents.kinds import KINDS, Kind
from documents.models import Document
from documents.services import Signer
from documents.subjects import SUBJECTS, Subject
from jobs import clock
from people.actors import Actor
from people.models import Organisation, Person
from programmes.papers import PAPERS
from requests import machine, public_edition, snapshot
from requests.frozen import (
    LETTER_VERSION,
    VERSION,
    Asking,
    CoverLetter,
    Draft,
    FunderLetter,
    Proposal,
    PublicProposal,
    SentProposal,
)
from requests.models import AttachmentKind, BudgetRequest
from requests.papers import proposal
from requests.readers import reads_as_a_funder
from thai.dates import long_date
from thai.names import apart
from wiring.refs import Ref

_SIGNS = ("chair", "vice_chair", "secretary")


def facts(row: BudgetRequest, *, revision: int) -> Proposal:
    """What the proposal says, under the letter head of who asks."""
    with translation.override("th"):  # papers are Thai, whatever language their maker reads
        return {**snapshot.facts(row, revision=revision), "sender": letterheads.of(row.organisation)}


def public_facts(row: BudgetRequest, content: Proposal) -> PublicProposal:
    """What the public edition of the same proposal says."""
    return public_edition.of(content, known=known_persons(row), choice=choice_of(row))


def choice_of(row: BudgetRequest) -> public_edition.Choice:
    """What its council said of its own words."""
    return public_edition.Choice(frozenset(row.words_shown), tuple(row.words_withheld))


def known_persons(row: BudgetRequest) -> list[str]:
    """Who sits or sat in its council, and who filed it: known by name wherever somebody types it without a title."""
    part = Q(seats__organisation=row.organisation_id) | Q(seats__in=[row.filed_by_id or 0])
    return list(Person.objects.filter(part).values_list("full_name", flat=True).distinct())


def draft(row: BudgetRequest, *, is_public: bool) -> Document:
    """The proposal as it stands now, in either edition: to be looked at, never kept."""
    draft: Draft = {**facts(row, revision=row.revisions.count() + 1), "is_draft": True}
    content = public_facts(row, draft) if is_public else draft
    kind = "public_proposal" if is_public else "proposal"
    return Document(kind=kind, title=row.title, facts=content, language="th", issued_at=clock.now())


def issue_proposal(row: BudgetRequest, content: Proposal, *, before: Document | None, actor: Actor) -> Document:
    """Freeze both editions; they replace those of the revision before. `row` gets the title that everybody may read."""
    signers = [Signer(role, row.organisation_id, _SIGNS) for role in ("ผู้เสนอ", "ผู้เห็นชอบ")]
    told = public_facts(row, content)
    frozen: SentProposal = {**content, "open": {**machine.of_open_edition(told)}}
    full = documents.freeze(
        "proposal",
        subject=row.subject,
        tree=row.province_id,
        title=row.title,
        facts=frozen,
        actor=actor,
        replaces=before,
        signers=signers,
    )
    row.open_title = told["title"][:300]
    documents.freeze(
        "public_proposal",
        subject=row.subject,
        tree=row.province_id,
        title=told["title"],
        facts=told,
        actor=actor,
        replaces=reports.current(row.subject, "public_proposal"),
    )
    return full


def issue_cover_letter(
    row: BudgetRequest,
    *,
    subject: str,
    to: str,
    actor: Actor,
    enclosures: tuple[str, ...] = (),
    asking: Asking | None = None,
) -> Document:
    """The letter of who asks that carries the proposal to whoever decides next; takes a number of its letters."""
    asker = row.organisation
    references = [f"มติที่ประชุม{asker.name_th} ครั้งที่ {row.resolution_number}"] if row.resolution_number else []
    if row.resolution_number and row.resolution_on:
        references = [f"{references[0]} ลงวันที่ {long_date(row.resolution_on)}"]
    proposal = f"แบบเสนอโครงการ เลขรับ {row.receipt_number} จำนวน 1 ชุด"
    content: CoverLetter = {
        **letters.opening(asker, subject=subject, to=to, references=references, enclosures=(proposal, *enclosures)),
        "title": project(row),
        "fiscal_year": row.call.fiscal_year,
        "total": row.amount,
        "resolution": {"number": row.resolution_number, "date": _iso(row.resolution_on)},
        "purpose": "ขอรับการสนับสนุนงบประมาณ",
        "starts_on": _iso(row.starts_on),
        "ends_on": _iso(row.ends_on),
    }
    told: CoverLetter | FunderLetter = {**content, **asking} if asking else content
    return documents.freeze(
        "cover_letter",
        subject=row.subject,
        tree=row.province_id,
        title=subject,
        facts=told,
        actor=actor,
        signers=[Signer("ผู้ลงนาม", asker.pk, letters.signing_roles(asker))],
    )


def issue_submission_letter(row: BudgetRequest, committee: Organisation, *, actor: Actor) -> Document:
    """The letter to the first committee of the route."""
    subject = f"ขอส่งคำของบประมาณ{project(row)}"
    attached = tuple(one.title for one in row.attachments.filter(removed_at=None))
    return issue_cover_letter(
        row, subject=subject, to=f"ประธาน{apart(committee.name_th)}", enclosures=attached, actor=actor
    )


def project(row: BudgetRequest) -> str:
    """Its title as papers call it: with the word for a project before it, once."""
    return row.title if row.title.startswith("โครงการ") else f"โครงการ{row.title}"


def _iso(day: Any) -> str | None:
    return day.isoformat() if day else None


def _may_read(actor: Actor, pk: int) -> bool:
    return BudgetRequest.objects.visible_to(actor).filter(pk=pk).exists()


# What a council sends to whoever may fund it, and what was resolved on it: each funder gets a copy on paper too.
_FOR_FUNDERS = ("proposal", "public_proposal", "resolution_extract")


def _papers_for(actor: Actor, pk: int) -> Q:
    """An agency reads the request's own papers and those that are its own: no letter to a rival, and no rival's agreement."""
    if not reads_as_a_funder(actor):
        return Q()
    name = actor.organisation.name_th if actor.organisation else ""
    letters = Q(kind="cover_letter") & (Q(facts__funder__isnull=True) | Q(facts__funder=name))
    # Where it signs, it reads; the sheet of such a paper says who signed.
    signed = Document.objects.filter(subject=Ref("request", pk), signatures__organisation=actor.organisation_id)
    sheets = Q(kind="signature_sheet", facts__paper__code__in=list(signed.values_list("code", flat=True)))
    return Q(kind__in=_FOR_FUNDERS) | letters | Q(pk__in=signed.values("pk")) | sheets


SUBJECTS.provide("request", Subject(_may_read, lambda pk: f"/requests/{pk}/", _papers_for), by=__name__)

_PROPOSAL = Kind(
    "แบบเสนอโครงการ",
    _("Budget proposal"),
    "documents/proposal.html",
    prepare=proposal.prepare,
    public=proposal.public,
    attached=machine.attached,
    frozen=(SentProposal, Proposal),
    version=VERSION,
)
_OPEN = replace(
    _PROPOSAL,
    frozen=(PublicProposal,),
    name="แบบเสนอโครงการ ฉบับเปิดเผย",
    label=_("Budget proposal, open edition"),
    is_open=True,
)
for _kind in AttachmentKind:
    PAPERS.provide(_kind.value, _kind.label, by=__name__)

KINDS.provide("proposal", _PROPOSAL, by=__name__)
KINDS.provide("public_proposal", _OPEN, by=__name__)
_LETTER = Kind(
    "หนังสือนำส่ง",
    _("Cover letter"),
    "documents/cover_letter.html",
    frozen=(CoverLetter, FunderLetter),
    version=LETTER_VERSION,
)
KINDS.provide("cover_letter", _LETTER, by=__name__)

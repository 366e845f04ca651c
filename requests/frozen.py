"""What a request freezes for ever: its content at each submission, and its letters. Amounts are satang, days ISO dates."""

from __future__ import annotations

from typing import Any, NotRequired, TypedDict

from documents.frozen import Letter, Office, Sender, Signatory
from requests.wording import Factor

# Rises with each change of a request's shape below; a revision and a proposal keep the one they were frozen under.
VERSION = 2
LETTER_VERSION = 1


class ProvinceNamed(TypedDict):
    code: str
    name_th: str


class Council(TypedDict):
    """Who asks, and where that is."""

    name: str
    registration_no: str
    subdistrict: str
    district: str
    province: str


class CouncilResolution(TypedDict):
    """The council's own, by which it asks."""

    number: str
    date: str | None
    attendance: int | None


class Contact(Office):
    phone: str


class Recipient(TypedDict):
    """Who receives the money; `code` is the kind that `kind` says in words."""

    name: str
    kind: str
    code: str
    account_note: str


class Who(TypedDict):
    council: Council
    groups: list[str]
    council_resolution: CouncilResolution
    contacts: list[Contact]
    recipient: Recipient
    signatures: list[Signatory]


class PlanLink(TypedDict, total=False):
    """The item of a plan that it carries out, or why it is outside every plan."""

    plan: str
    item: str
    outside_reason: str


class Rationale(TypedDict):
    situation: str
    figure: str
    figure_source: str
    cause: str
    consequence: str


class Indicator(TypedDict):
    """A number with its baseline and target, or a statement with four levels."""

    kind: str
    text: str
    statement: str
    baseline: str
    target: str
    unit: str
    source: str
    levels: list[str]
    evidence: str


class Objective(TypedDict):
    text: str
    indicators: list[Indicator]


class Why(TypedDict):
    plan_link: PlanLink
    dimension: str
    strategic_issue: str
    sector: str
    rationale: Rationale
    objectives: list[Objective]


class TargetGroup(TypedDict):
    """Counts, never names."""

    name: str
    direct: int
    indirect: int


class Activity(TypedDict):
    name: str
    starts_on: str | None
    ends_on: str | None
    place: str
    who: str
    output: str


class What(TypedDict):
    target_groups: list[TargetGroup]
    villages: list[str]
    method: str
    activities: list[Activity]
    starts_on: str | None
    ends_on: str | None
    multi_year: bool


class Norm(TypedDict):
    """The customary price that a line is over, as it was in force on the day of sending."""

    code: str
    name: str
    cap: int
    unit: str
    regulation: str


class Line(TypedDict):
    """A line of the budget; `rate` is None for a lump sum. `norm` is there where the rate is over one."""

    no: int
    activity: str
    category: str
    category_name: str
    description: str
    factors: list[Factor]
    rate: int | None
    amount: int
    over_norm_reason: str
    norm: NotRequired[Norm]


class MoneySource(TypedDict):
    kind: str
    name: str
    amount: int


class Money(TypedDict):
    lines: list[Line]
    total: int
    sources: list[MoneySource]


class FollowUp(TypedDict):
    method: str
    who: str
    when: str


class Attached(TypedDict):
    title: str
    sha256: str


class After(TypedDict):
    outputs: str
    outcomes: str
    beneficiaries: str
    risks: str
    follow_up: FollowUp
    sustainability: str
    attachments: list[Attached]


class Content(Who, Why, What, Money, After):
    """A request as it was submitted."""

    number: str
    title: str
    revision: int
    province: ProvinceNamed
    fiscal_year: int
    submitted_on: str | None


class Proposal(Content):
    """The same under the letter head of who asks."""

    sender: Sender


class SentProposal(Proposal):
    """What the full edition freezes: beside it the open one, as its file carries it for programs (`requests.machine`)."""

    open: dict[str, Any]


class Draft(Proposal):
    """As it stands before it is sent: to be looked at, never kept."""

    is_draft: bool


class PublicProposal(Proposal):
    """Without a telephone number, an account, or a private person's name.

    `shown_words` are those that the gate would take out, and of which the council says that they name nobody.
    """

    edition: str
    shown_words: NotRequired[list[str]]


class Resolved(TypedDict):
    number: str
    date: str | None


class CoverLetter(Letter):
    """The letter that carries a request on."""

    title: str
    fiscal_year: int
    total: int
    resolution: Resolved
    purpose: str
    starts_on: str | None
    ends_on: str | None


class Asking(TypedDict):
    """What is asked of one funder, what was endorsed by whom, and until when it may answer."""

    funder: str
    asked: int
    endorsed: int | None
    endorsed_by: str
    answer_by: str


class FunderLetter(CoverLetter, Asking):
    """The letter that carries an endorsed request to a funder."""


class Matter(TypedDict):
    """What is asked, by whom; blank where the matter is no request."""

    title: str
    asker: str
    request_number: str
    asked: int | None


class Defect(TypedDict):
    where: str
    text: str


class Told(Letter, Matter):
    """What every letter says that tells who asked what became of their request."""

    committee: str
    fiscal_year: int
    due_on: str | None
    next: str


class Returned(Told):
    """The written list of everything that is missing."""

    outcome: str
    defects: list[Defect]
    round: int
    state: str


class Appeal(TypedDict):
    """Where to, and until which day."""

    to: str
    days: int
    until: str
    answer_days: int
    superior_days: int

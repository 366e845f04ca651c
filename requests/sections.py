"""The pages a request is written on: which answers and which rows belong to each, in order."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from requests.models import Activity, BudgetLine, Indicator, MoneyPart, Objective, TargetGroup
from requests.models.content import Row


@dataclass(frozen=True, slots=True)
class Section:
    """One page. `numbers` are the headings of the formal document that it fills."""

    key: str
    title: str | Promise
    numbers: str
    fields: tuple[str, ...] = ()
    rows: type[Row] | None = None


ALL: tuple[Section, ...] = (
    Section(
        "title",
        _("What will be done"),
        "1, 4",
        ("title", "dimension", "strategic_issue", "sector", "plan_item", "outside_plan_reason"),
    ),
    Section(
        "council",
        _("Who asks and who receives"),
        "2",
        ("groups", "resolution_number", "resolution_on", "resolution_attendance", "recipient_kind", "recipient_name"),
    ),
    Section(
        "contacts",
        _("Who is responsible"),
        "3",
        ("contact_name", "contact_position", "contact_phone", "second_name", "second_position", "second_phone"),
    ),
    Section("rationale", _("Why"), "5", ("situation", "figure", "figure_source", "cause", "consequence")),
    Section("objectives", _("What for"), "6", rows=Objective),
    Section("indicators", _("How you will know"), "7", rows=Indicator),
    Section("targets", _("For whom and where"), "8", ("villages",), TargetGroup),
    Section("period", _("When"), "10", ("starts_on", "ends_on", "multi_year")),
    Section("activities", _("How, step by step"), "9", ("method",), Activity),
    Section("budget", _("What it costs"), "11", rows=BudgetLine),
    Section("money", _("Where the money comes from"), "12", rows=MoneyPart),
    Section("results", _("What there will be afterwards"), "13, 14", ("outputs", "outcomes", "beneficiaries", "risks")),
    Section(
        "follow_up",
        _("How it is followed up"),
        "15",
        ("follow_up_method", "follow_up_who", "follow_up_when", "sustainability"),
    ),
    Section("attachments", _("Papers to attach"), "16"),
    Section(
        "signatures",
        _("Who signs"),
        "17",
        ("proposer_name", "proposer_position", "supporter_name", "supporter_position"),
    ),
)
BY_KEY = {section.key: section for section in ALL}


def after(key: str) -> Section | None:
    """The page that follows `key`; None after the last."""
    keys = [section.key for section in ALL]
    position = keys.index(key) + 1
    return ALL[position] if position < len(ALL) else None

"""How each answer of a frozen request reads when two are compared, and which lists it has; in the order of its sections."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _

from requests.forms.labels import LABELS
from requests.models import Category, MoneyPartKind
from thai.dates import read as day_read
from thai.money import baht

Read = Callable[[Mapping[str, Any]], str]
Sides = tuple[tuple[str | Promise, Read], ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of the content; `name` is the key by which an item is known again. `of` finds it where it is no plain key."""

    label: str | Promise
    key: str
    name: str
    sides: Sides = ()
    money: bool = False
    of: Callable[[Mapping[str, Any]], list[dict[str, Any]]] | None = None

    def items(self, content: Mapping[str, Any]) -> list[dict[str, Any]]:
        found = self.of(content) if self.of else content.get(self.key) or []
        return [one if isinstance(one, dict) else {self.name: one} for one in found]


def _at(*path: str) -> Read:
    """The text at a path; what an older edition lacks reads as nothing."""

    def read(content: Mapping[str, Any]) -> str:
        value: Any = content
        for key in path:
            value = value.get(key) if isinstance(value, Mapping) else None
        return "" if value is None else str(value)

    return read


def _day(*path: str) -> Read:
    read = _at(*path)
    return lambda content: day_read(date.fromisoformat(iso)) if (iso := read(content)) else ""


def _yes(key: str) -> Read:
    return lambda content: said("yes") if content.get(key) else said("no")


def _money(key: str) -> Read:
    return lambda one: "" if one.get(key) is None else said("%(baht)s baht") % {"baht": baht(one[key])}


def _reckoning(line: Mapping[str, Any]) -> str:
    parts = [f"{one['quantity']} {one['unit']}".strip() for one in line.get("factors") or []]
    return " × ".join([*parts, *([_money("rate")(line)] if line.get("rate") is not None else [])])


def _word(choices: Any, key: str) -> Read:
    names = dict(choices.choices)
    return lambda one: str(names.get(one.get(key), one.get(key) or ""))


def _levels(one: Mapping[str, Any]) -> str:
    return " / ".join(one.get("levels") or [])


def _indicators(content: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [one for objective in content.get("objectives") or [] for one in objective["indicators"]]


def _labelled(*names: str) -> Sides:
    return tuple((LABELS[name], _at(name)) for name in names)


ANSWERS: dict[str, Sides] = {
    "title": (
        (LABELS["title"], _at("title")),
        *_labelled("dimension", "strategic_issue", "sector"),
        (LABELS["plan_item"], _at("plan_link", "item")),
        (LABELS["outside_plan_reason"], _at("plan_link", "outside_reason")),
    ),
    "council": (
        (LABELS["resolution_number"], _at("council_resolution", "number")),
        (LABELS["resolution_on"], _day("council_resolution", "date")),
        (LABELS["resolution_attendance"], _at("council_resolution", "attendance")),
        (LABELS["recipient_kind"], _at("recipient", "kind")),
        (LABELS["recipient_name"], _at("recipient", "name")),
    ),
    "rationale": tuple(
        (LABELS[key], _at("rationale", key)) for key in ("situation", "figure", "figure_source", "cause", "consequence")
    ),
    "period": (
        (LABELS["starts_on"], _day("starts_on")),
        (LABELS["ends_on"], _day("ends_on")),
        (LABELS["multi_year"], _yes("multi_year")),
    ),
    "activities": _labelled("method"),
    "results": _labelled("outputs", "outcomes", "beneficiaries", "risks"),
    "follow_up": (
        *((LABELS[f"follow_up_{key}"], _at("follow_up", key)) for key in ("method", "who", "when")),
        *_labelled("sustainability"),
    ),
}
_POSITION: Sides = ((_("Position"), _at("position")),)
TABLES: dict[str, tuple[Listed, ...]] = {
    "council": (Listed(LABELS["groups"], "groups", "name"),),
    "contacts": (Listed(_("Contacts"), "contacts", "name", (*_POSITION, (_("Telephone"), _at("phone")))),),
    "objectives": (Listed(_("Objectives"), "objectives", "text"),),
    "indicators": (
        Listed(
            _("Indicators"),
            "indicators",
            "text",
            (
                (_("Today"), _at("baseline")),
                (_("Target"), _at("target")),
                (_("Unit"), _at("unit")),
                (_("Where the figure comes from"), _at("source")),
                (_("Four levels, from low to high"), _levels),
            ),
            of=_indicators,
        ),
    ),
    "targets": (
        Listed(
            _("Groups"),
            "target_groups",
            "name",
            ((_("How many directly"), _at("direct")), (_("How many indirectly"), _at("indirect"))),
        ),
        Listed(LABELS["villages"], "villages", "name"),
    ),
    "activities": (
        Listed(
            _("Activities"),
            "activities",
            "name",
            (
                (_("From"), _day("starts_on")),
                (_("To"), _day("ends_on")),
                (_("Where"), _at("place")),
                (_("Who does it"), _at("who")),
                (_("What comes out of it"), _at("output")),
            ),
        ),
    ),
    "budget": (
        Listed(
            _("Budget lines"),
            "lines",
            "description",
            (
                (_("How it is reckoned"), _reckoning),
                (_("Kind of cost"), _word(Category, "category")),
                (_("For which activity"), _at("activity")),
                (_("Why it is over the norm"), _at("over_norm_reason")),
            ),
            money=True,
        ),
    ),
    "money": (Listed(_("Sources"), "sources", "name", ((_("Kind"), _word(MoneyPartKind, "kind")),), money=True),),
    "attachments": (Listed(_("Files"), "attachments", "title", ((_("What is in it"), _at("sha256")),)),),
    "signatures": (Listed(_("Signatures"), "signatures", "role", ((_("Name"), _at("name")), *_POSITION)),),
}

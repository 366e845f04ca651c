"""What the filters offer, and how each that is set reads on its chip."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from people.kinds import FUNDERS
from people.models import Organisation
from places.models import District, Province, Subdistrict
from plans.models import Topic, TopicKind
from portal.finding.filters import Filters
from portal.finding.kinds import Group
from programmes.models import Call
from requests.public_edition import words
from thai import money

Choice = tuple[str, str]


@dataclass(frozen=True)
class Box:
    """One filter with what may be chosen; without choices it is not shown."""

    name: str
    label: str
    chosen: str
    choices: list[Choice]


@dataclass(frozen=True)
class Chip:
    """A filter that is set, in words, and the address of the list without it."""

    text: str
    without: str


def boxes(province: Province | None, wanted: Filters) -> list[Box]:
    code = province.pk if province else ""
    topics = _topics(code)
    offered = [
        ("amphoe", _("Amphoe"), _named(District.objects.filter(province=code)) if code else []),
        ("tambon", _("Tambon"), _tambons(wanted)),
        ("year", pgettext("finding", "Fiscal year"), _years(code)),
        ("state", _("State"), [(value, str(label)) for value, label in Group.choices]),
        ("dimension", _("Development dimension"), topics[TopicKind.DIMENSION]),
        ("issue", pgettext("finding", "Strategic issue"), topics[TopicKind.STRATEGIC_ISSUE] if code else []),
        ("funder", _("Funder"), _funders(code) if code else []),
    ]
    return [Box(name, str(label), getattr(wanted, name), choices) for name, label, choices in offered]


def chips(wanted: Filters, offered: list[Box]) -> list[Chip]:
    found = [(box.name, f"{box.label}: {text}") for box in offered if (text := _chosen(box))]
    found += [("q", f"“{wanted.q}”")] if wanted.q else []
    found += [("late", _("Late only"))] if wanted.late else []
    for name, satang, text in (
        ("from", wanted.low, _("From %(baht)s baht")),
        ("to", wanted.high, _("Up to %(baht)s baht")),
    ):
        found += [(name, text % {"baht": money.baht(satang).removesuffix(".00")})] if satang is not None else []
    return [Chip(text, f"?{wanted.without(name).query}") for name, text in found]


def _chosen(box: Box) -> str:
    return dict(box.choices).get(box.chosen, box.chosen) if box.chosen else ""


def _named(rows: object) -> list[Choice]:
    return [(str(row.pk), str(row)) for row in rows]  # type: ignore[attr-defined]


def _tambons(wanted: Filters) -> list[Choice]:
    """Of the amphoe that is chosen: a province has too many for one box."""
    amphoe = wanted.amphoe or wanted.tambon[:4]
    return _named(Subdistrict.objects.filter(district=amphoe)) if amphoe else []


def _years(code: str) -> list[Choice]:
    rows = Call.objects.filter(province=code) if code else Call.objects.all()
    years = rows.order_by("-fiscal_year").values_list("fiscal_year", flat=True).distinct()
    return [(str(year), str(year)) for year in years[:20]]


def _topics(code: str) -> dict[str, list[Choice]]:
    """Of the country the dimensions alone, which all provinces share."""
    kinds = [TopicKind.DIMENSION, *([TopicKind.STRATEGIC_ISSUE] if code else [])]
    rows = Topic.objects.filter(kind__in=kinds, is_active=True).order_by("kind", "position", "pk")
    found: dict[str, dict[str, str]] = {TopicKind.DIMENSION: {}, TopicKind.STRATEGIC_ISSUE: {}}
    for row in rows.filter(province=code) if code else rows[:400]:
        found[row.kind].setdefault(row.code, str(row))
    return {kind: list(each.items()) for kind, each in found.items()}


def _funders(code: str) -> list[Choice]:
    rows = Organisation.objects.filter(province=code, kind__in=FUNDERS, is_active=True).order_by("kind", "name_th")
    return [(str(row.pk), words(str(row))) for row in rows[:100]]

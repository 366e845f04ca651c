"""The nine plain questions (domain §5) and the screens they are answered on; together they fill the seventeen headings.

A screen asks one thing. What belongs together for who writes stands together, though the formal document parts it: an objective
with its measure, the steps with their days, what it costs with who pays.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise

from requests import sections
from requests.models import Activity, BudgetLine, Indicator, MoneyPart, Objective, TargetGroup
from requests.models.content import Row

Text = str | Promise
Rows = tuple[type[Row], ...]


@dataclass(frozen=True, slots=True)
class Screen:
    """One page of writing. `sections` are the parts of the formal document whose gaps are told on it."""

    key: str
    sections: tuple[str, ...]
    fields: tuple[str, ...] = ()
    rows: Rows = ()

    @property
    def numbers(self) -> str:
        """The headings of the formal document that it fills."""
        told = ", ".join(sections.BY_KEY[key].numbers for key in self.sections).split(", ")
        return ", ".join(sorted(dict.fromkeys(told), key=int))

    def __contains__(self, section: str) -> bool:
        return section in self.sections


def _of(key: str) -> Screen:
    """A screen of one section, as it is."""
    section = sections.BY_KEY[key]
    return Screen(key, (key,), section.fields, (section.rows,) if section.rows else ())


def _together(key: str, *parts: str, fields: tuple[str, ...] | None = None, rows: Rows = ()) -> Screen:
    """Several sections on one screen."""
    all_fields = tuple(name for part in parts for name in sections.BY_KEY[part].fields)
    return Screen(key, parts, all_fields if fields is None else fields, rows)


ALL: tuple[Screen, ...] = (
    _of("title"),
    _of("rationale"),
    _together("gains", "objectives", "indicators", "results", rows=(Objective, Indicator)),
    _together("steps", "period", "activities", rows=(Activity,)),
    _together("costs", "budget", "money", rows=(BudgetLine, MoneyPart)),
    _of("targets"),
    _of("follow_up"),
    _together(
        "backing", "council", fields=(*sections.BY_KEY["council"].fields, "supporter_name", "supporter_position")
    ),
    _together(
        "people",
        "contacts",
        "signatures",
        fields=(*sections.BY_KEY["contacts"].fields, "proposer_name", "proposer_position"),
    ),
    _of("attachments"),
)
BY_KEY = {screen.key: screen for screen in ALL}


@dataclass(frozen=True, slots=True)
class Question:
    """One of the nine. It is answered by what stands in `fields` and `rows`, and clear once `sections` have no gap."""

    key: str
    screen: str
    sections: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    rows: Rows = ()


def _fields(*keys: str) -> tuple[str, ...]:
    return tuple(name for key in keys for name in sections.BY_KEY[key].fields)


# Who helps is no more than a list; the rest of its screen says who answers for the money.
HELPS = ("groups", "supporter_name", "supporter_position")
_ANSWERS = tuple(name for name in _fields("council", "contacts", "signatures") if name not in HELPS)

NINE: tuple[Question, ...] = (
    Question("what", "title", ("title", "rationale"), _fields("title", "rationale")),
    Question("gains", "gains", ("objectives", "indicators", "results"), _fields("results"), (Objective, Indicator)),
    Question("how", "steps", ("activities",), _fields("activities"), (Activity,)),
    Question("with_what", "costs", ("budget", "money"), (), (BudgetLine, MoneyPart)),
    Question("where", "targets", ("targets",), _fields("targets"), (TargetGroup,)),
    Question("when", "steps", ("period",), ("starts_on", "ends_on")),
    Question("follow_up", "follow_up", ("follow_up",), _fields("follow_up")),
    Question("helps", "backing", (), HELPS),
    Question("responsible", "backing", ("council", "contacts", "signatures"), _ANSWERS),
)
# Beside the nine: what proves the answers.
PAPERS = Question("papers", "attachments", ("attachments",))


# What can be written by name: a screen, or a section alone, as pages have it that were opened long ago.
BY_ADDRESS = {**{key: _of(key) for key in sections.BY_KEY}, **BY_KEY}


def of_section(key: str) -> Screen:
    """The screen on which a section is written."""
    return next(screen for screen in ALL if key in screen)


def after(key: str) -> Screen | None:
    """The screen that follows; None after the last."""
    position = ALL.index(of_section(key) if key not in BY_KEY else BY_KEY[key]) + 1
    return ALL[position] if position < len(ALL) else None


def asked_on(screen: Screen) -> list[Question]:
    """Which of the nine are answered there, wholly or in part."""
    return [one for one in NINE if one.screen == screen.key or set(one.sections) & set(screen.sections)]

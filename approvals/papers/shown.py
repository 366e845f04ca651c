"""What the papers of a committee show beside their bare facts: the day of the week, running totals, sums that were checked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from documents.money_table import SumsDisagree, running
from thai import dates
from thai.money import baht
from thai.names import apart

Facts = Mapping[str, Any]


def notice(facts: Facts) -> dict[str, Any]:
    return {"weekday": weekday(facts["meets_on"]), "committee": apart(facts["committee"])}


def extract(facts: Facts) -> dict[str, Any]:
    """Raises SumsDisagree when the lines do not come to what was endorsed or granted."""
    return {
        "weekday": weekday(facts["date"]),
        "committee": apart(facts["committee"]),
        "resolution": resolved(facts),
    }


def letter(facts: Facts) -> dict[str, Any]:
    """Raises SumsDisagree, as `extract`."""
    return {"next": apart(facts["next"]), "resolution": resolved(facts)}


def minutes(facts: Facts) -> dict[str, Any]:
    """Raises SumsDisagree, as `extract`."""
    matters = [
        {**matter, "resolution": resolved(matter["resolution"]) if matter.get("resolution") else None}
        for matter in facts.get("matters") or []
    ]
    return {"weekday": weekday(facts["date"]), "committee": apart(facts["committee"]), "matters": matters}


def weekday(day: str) -> str:
    return dates.weekday(date.fromisoformat(day))


def resolved(facts: Facts) -> dict[str, Any]:
    """A resolution with its money tables ready to be set."""
    return {
        **facts,
        "line_rows": _checked("lines", facts, "endorsed"),
        "grant_rows": _checked("grant_lines", facts, "granted"),
    }


def _checked(name: str, facts: Facts, total: str) -> list[dict[str, Any]]:
    lines = facts.get(name) or []
    found = sum(line["amount"] for line in lines)
    if lines and found != facts.get(total):
        raise SumsDisagree(f"{name} come to {baht(found)} baht, the total says {baht(facts.get(total) or 0)}")
    return list(running(lines))


_OPEN = (
    "number",
    "committee",
    "meeting",
    "resolution",
    "outcome",
    "votes",
    "quorum",
    "endorsed",
    "granted",
    "request_number",
    "round",
)


def public(facts: Facts) -> dict[str, Any]:
    """Decisions are open (Official Information Act s.9): what, by how many votes, for how much; no typed text, no name."""
    told = {name: facts[name] for name in _OPEN if facts.get(name) not in (None, "")}
    day = facts.get("met_on") or facts.get("date")
    return {**told, "date": day, "issuer": facts["committee"]}

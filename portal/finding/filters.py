"""What stands in the address of a list of requests: which of them are meant.

Whatever is no choice of ours is left out, as if it had not been there; so every address is a list, and two are the same list
when their `query` is the same.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from urllib.parse import urlencode

from django.core.exceptions import ValidationError

from portal.finding import letters
from portal.finding.kinds import Group
from thai import money

_SLUG = re.compile(r"[\w.-]{1,40}")


@dataclass(frozen=True)
class Filters:
    """Each by its name in the address. `low` and `high` are satang."""

    q: str = ""
    amphoe: str = ""
    tambon: str = ""
    year: str = ""
    dimension: str = ""
    issue: str = ""
    state: str = ""
    funder: str = ""
    late: str = ""
    low: int | None = None
    high: int | None = None

    @classmethod
    def read(cls, asked: Mapping[str, str], province: str = "") -> Filters:
        def fits(name: str, sort: str) -> str:
            text = letters.clean(asked.get(name, ""))
            return text if re.fullmatch(sort, text) else ""

        amphoe, tambon = fits("amphoe", r"\d{4}"), fits("tambon", r"\d{6}")
        return cls(
            q=letters.clean(asked.get("q", "")),
            amphoe=amphoe if amphoe.startswith(province) else "",
            tambon=tambon if tambon.startswith(amphoe or province) else "",
            year=fits("year", r"25\d\d"),
            dimension=fits("dimension", _SLUG.pattern),
            issue=fits("issue", _SLUG.pattern),
            state=fits("state", "|".join(Group.values)),
            funder=fits("funder", r"[1-9]\d{0,17}"),
            late="1" if asked.get("late") == "1" else "",
            low=_satang(asked.get("from", "")),
            high=_satang(asked.get("to", "")),
        )

    @property
    def tags(self) -> list[str]:
        """What a line must bear."""
        asked = {
            "a": "" if self.tambon else self.amphoe,
            "t": self.tambon,
            "y": self.year,
            "d": self.dimension,
            "i": self.issue,
            "s": self.state,
            "f": self.funder,
        }
        return [f"{sort}{value}" for sort, value in asked.items() if value]

    @property
    def is_any(self) -> bool:
        return self != Filters()

    @property
    def query(self) -> str:
        """As it stands in an address."""
        return urlencode(self.pairs)

    @property
    def pairs(self) -> dict[str, str]:
        return {name: str(value) for name, value in self._told.items() if value not in ("", None)}

    @property
    def _told(self) -> dict[str, str | None]:
        own = {one.name: getattr(self, one.name) for one in fields(self) if one.name not in ("low", "high")}
        return {**own, "from": _baht(self.low), "to": _baht(self.high)}

    def without(self, name: str) -> Filters:
        """The same without one of them; without the amphoe, its tambon goes too."""
        names = {"from": "low", "to": "high"}
        gone = {names.get(name, name): None if name in names else ""}
        return replace(self, **gone, **({"tambon": ""} if name == "amphoe" else {}))  # type: ignore[arg-type]


def _satang(text: str) -> int | None:
    try:
        return money.parse(letters.clean(text))
    except ValidationError:
        return None


def _baht(satang: int | None) -> str | None:
    return None if satang is None else money.plain(satang).removesuffix(".00")

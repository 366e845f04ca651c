"""How figures are written in a picture: short where there is little room, in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from publishing.figures import Unit
from thai.dates import is_read_in_thai
from thai.money import baht

_MILLION = 100_000_000  # satang


def short(value: int | None, unit: Unit) -> str:
    """ "1.25 ล้าน", "350,000", "12": whole baht, millions with two decimals."""
    if value is None:
        return "–"
    if unit is not Unit.BAHT:
        return f"{value:,}"
    if abs(value) < _MILLION:
        return f"{round(value / 100):,}"
    millions = f"{value / _MILLION:,.2f}".rstrip("0").rstrip(".")
    return f"{millions} ล้าน" if is_read_in_thai() else f"{millions}M"


def full(value: int | None, unit: Unit) -> str:
    """ "1,250,000 บาท", "12 คำขอ", for sentences and for whoever listens."""
    if value is None:
        return _("not counted")
    said = {
        Unit.REQUESTS: ngettext("%(n)s request", "%(n)s requests", value),
        Unit.TAMBONS: ngettext("%(n)s tambon", "%(n)s tambons", value),
        Unit.DAYS: ngettext("%(n)s day", "%(n)s days", value),
        Unit.BAHT: _("%(n)s baht"),
    }
    figure = baht(value).removesuffix(".00") if unit is Unit.BAHT else f"{value:,}"
    return said[unit] % {"n": figure}

"""Template filters for money, dates and digits; they follow the language of the page."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, cast

from django import template
from django.db.models import Field, Model
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from documents import kinds
from jobs import clock
from publishing.gate import Passed
from requests import landing, public_edition
from requests.models import BudgetRequest, MoneyPartKind
from requests.papers import proposal
from requests.readiness import Gap
from thai import amounts, dates, money
from thai import digits as figures

register = template.Library()


def as_day(value: Any) -> date | None:
    if isinstance(value, datetime):
        return value.astimezone(clock.BANGKOK).date()
    if isinstance(value, str):
        return date.fromisoformat(value[:10]) if value else None
    return value if isinstance(value, date) else None


@register.filter
def baht(satang: int | None) -> str:
    """1,234.50"""
    return "–" if satang is None else money.baht(satang)


@register.filter
def baht_round(satang: int | None) -> str:
    """1,234 where the baht is whole, 1,234.50 where it is not: for sentences, never for columns."""
    return baht(satang).removesuffix(".00")


@register.filter
def signed_baht(satang: int | None) -> str:
    """+1,234.50 or −1,234.50: by how much something rose or fell."""
    sign = "+" if satang and satang > 0 else "−" if satang else ""
    return f"{sign}{baht(abs(satang) if satang is not None else None)}"


@register.filter
def in_short(satang: int | None) -> str:
    """1.25 million baht: for sentences in which the size matters; below a million to the baht."""
    if satang is None:
        return "–"
    whole = satang // 100
    if whole < 1_000_000:
        return gettext("%(sum)s baht") % {"sum": f"{whole:,}"}
    return gettext("%(sum)s million baht") % {"sum": f"{whole / 1_000_000:,.2f}"}


@register.filter
def baht_text(satang: int | None) -> str:
    return "–" if satang is None else amounts.baht_text(satang)


@register.filter
def reckoned(line: Any) -> str:
    """20 คน × 80.00 บาท × 1 มื้อ: how a line of a budget, a row or its public facts, comes to its amount."""
    told = line if isinstance(line, dict) else vars(line)
    return "".join(proposal.reckoning(told)).strip()


@register.filter
def source_kind(kind: str) -> str:
    """Own cash, or things and labour: where money comes from that nobody is asked for."""
    return str(MoneyPartKind(kind).label)


@register.filter
def thai_date(value: Any) -> str:
    """17 มี.ค. 2568"""
    day = as_day(value)
    return dates.read(day) if day else "–"


@register.filter
def thai_month(value: date) -> str:
    """มีนาคม 2568"""
    return dates.read_month(value)


@register.filter
def thai_date_long(value: Any) -> str:
    """17 มีนาคม 2568"""
    day = as_day(value)
    return dates.read_long(day) if day else "–"


@register.filter
def thai_time(value: datetime | None) -> str:
    """17 มี.ค. 2568 เวลา 13.05 น."""
    if value is None:
        return "–"
    local = value.astimezone(clock.BANGKOK)
    time = f"เวลา {local:%H.%M} น." if dates.is_read_in_thai() else f"{local:%H:%M}"
    return f"{thai_date(value)} {time}"


@register.filter
def iso(value: Any) -> str:
    """The date for the `datetime` attribute of a time element."""
    day = as_day(value)
    return day.isoformat() if day else ""


@register.filter
def thai_digits(value: Any) -> str:
    return figures.thai(str(value))


@register.filter
def be_year(value: Any) -> str:
    """The year of the Buddhist era."""
    day = as_day(value)
    return str(dates.be_year(day)) if day else "–"


@register.filter
def ago_or_due(value: Any) -> str:
    """How far a day is from today, in words: "in 3 days", "today", "5 days late"."""
    day = as_day(value)
    if day is None:
        return "–"
    left = (day - clock.today()).days
    if left == 0:
        return gettext("today")
    if left > 0:
        return ngettext("in %(days)s day", "in %(days)s days", left) % {"days": left}
    return ngettext("%(days)s day late", "%(days)s days late", -left) % {"days": -left}


@register.filter
def days_since(value: Any) -> str:
    """How long ago a day was, in words: "today", "5 days ago"."""
    day = as_day(value)
    if day is None:
        return "–"
    gone = (clock.today() - day).days
    return ngettext("%(days)s day ago", "%(days)s days ago", gone) % {"days": gone} if gone else gettext("today")


@register.filter
def is_overdue(value: Any) -> bool:
    day = as_day(value)
    return day is not None and day < clock.today()


@register.filter
def grouped(value: int | None) -> str:
    """1,234"""
    return f"{value:,}" if value is not None else "–"


@register.filter
def file_size(size_bytes: int) -> str:
    """250 kB"""
    if size_bytes < 1_000_000:
        return f"{max(1, round(size_bytes / 1000)):,} kB"
    return f"{size_bytes / 1_000_000:.1f} MB"


@register.filter
def digits(value: Any, thai: bool) -> str:
    """Thai digits where the paper wants them."""
    return figures.thai(str(value)) if thai else str(value)


@register.filter
def dash(value: Any) -> Any:
    """What is missing shows as a dash."""
    return "–" if value is None or value == "" or value == "None" else value


@register.filter
def word(row: Model | None, name: str) -> str:
    """How a choice reads, for lists: `get_…_display` goes through all its words to find one, a tenth of a long meeting's page."""
    if row is None:
        return ""
    value, field = getattr(row, name), cast("Field[Any, Any]", row._meta.get_field(name))
    return next((str(label) for key, label in field.flatchoices if key == value), str(value))


@register.filter
def open_words(text: Any) -> str:
    """What somebody typed, for everybody: without telephone numbers, accounts, addresses and persons."""
    return text if isinstance(text, Passed) else public_edition.words(str(text))


@register.filter
def paragraphs(text: str) -> SafeString:
    """Each line that somebody typed as a paragraph of its own."""
    return format_html_join("", "<p>{}</p>", ((line.strip(),) for line in text.splitlines() if line.strip()))


@register.filter
def kind_label(kind: str) -> str:
    """What kind of paper it is, in the reader's language."""
    return kinds.label(kind)


@register.simple_tag
def gap_address(row: BudgetRequest, gap: Gap) -> str:
    """Where what is missing is put right, down to the field."""
    return landing.address_of(row, gap)

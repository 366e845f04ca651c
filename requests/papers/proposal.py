"""What the proposal shows beside its bare facts: Thai names of codes, running totals, sums that were checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from documents.money_table import SumsDisagree, running
from thai.money import baht

CATEGORIES = {
    "remuneration": "ค่าตอบแทน",
    "operating": "ค่าใช้สอย",
    "materials": "ค่าวัสดุ",
    "utilities": "ค่าสาธารณูปโภค",
    "equipment": "ครุภัณฑ์",
    "construction": "สิ่งก่อสร้าง",
    "other": "อื่น ๆ",
}
SOURCES = {"funder": "ขอรับการสนับสนุน", "own_cash": "เงินสมทบของผู้เสนอ", "in_kind": "สมทบเป็นสิ่งของหรือแรงงาน"}

# Satang above which the column of amounts is made wider: a thousand million baht.
_LARGE = 1_000_000_000 * 100

Facts = Mapping[str, Any]


def prepare(facts: Facts) -> dict[str, Any]:
    """The context of the template beside `facts`. Raises SumsDisagree."""
    lines, sources = facts.get("lines") or [], facts.get("sources") or []
    _require_sum("lines", lines, facts)
    if sources and not facts.get("is_draft"):
        _require_sum("sources", sources, facts)
    indicators = [indicator for objective in facts.get("objectives") or [] for indicator in objective["indicators"]]
    groups = facts.get("target_groups") or []
    return {
        "lines": list(_shown(lines)),
        "by_category": _by_category(lines),
        "sources": [{**source, "kind_th": SOURCES.get(source["kind"], source["kind"])} for source in sources],
        "is_large": facts.get("total", 0) >= _LARGE,
        "has_indicators": bool(indicators),
        "has_quantitative": any(indicator["kind"] == "quantitative" for indicator in indicators),
        "people": {key: sum(group[key] or 0 for group in groups) for key in ("direct", "indirect")},
    }


def _require_sum(name: str, rows: list[Facts], facts: Facts) -> None:
    found, total = sum(row["amount"] for row in rows), facts.get("total", 0)
    if found != total:
        raise SumsDisagree(f"{name} come to {baht(found)} baht, the total says {baht(total)}")


def _shown(lines: list[Facts]) -> Iterator[dict[str, Any]]:
    for line in running(lines):
        category = CATEGORIES.get(line["category"], line.get("category_name", ""))
        yield {**line, "category_th": category, "reckoning": reckoning(line)}


def reckoning(line: Facts) -> list[str]:
    """100 คน, × 2 มื้อ, × 35.00 บาท; a line without a rate shows its quantities alone."""
    parts = [f"{factor['quantity']} {factor['unit']}".strip() for factor in line.get("factors") or []]
    if line.get("rate") is not None:
        parts.append(f"{baht(line['rate'])} บาท")
    return [f"× {part} " if place else f"{part} " for place, part in enumerate(parts)]


def _by_category(lines: list[Facts]) -> list[tuple[str, int]]:
    sums = {code: sum(line["amount"] for line in lines if line["category"] == code) for code in CATEGORIES}
    return [(CATEGORIES[code], amount) for code, amount in sums.items() if amount]


_PUBLIC = (
    "number",
    "title",
    "revision",
    "province",
    "fiscal_year",
    "submitted_on",
    "dimension",
    "strategic_issue",
    "sector",
    "starts_on",
    "ends_on",
    "multi_year",
    "total",
)


def public(facts: Facts) -> dict[str, Any]:
    """What anybody may know of a request as data: who asks, for what, where, and every figure; no person."""
    lines = [
        {key: line.get(key) for key in ("no", "category", "factors", "rate", "amount")}
        for line in facts.get("lines") or []
    ]
    told = {key: facts[key] for key in _PUBLIC if key in facts}
    return {**told, "council": facts.get("council", {}), "lines": lines, "sources": facts.get("sources") or []}

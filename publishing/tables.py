"""The table beside a picture, as HTML: the same figures, each place a link.

Written here and not in a template: a page of pictures has hundreds of cells, and a template takes ten times as long for each.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from publishing.figures import Column, Row, Table, Unit
from thai.money import baht

Link = Callable[[str], str]


def table(shown: Table, title: str, link: Link) -> SafeString:
    """A table that becomes a list where there is little room, as all of ours."""
    columns = [(column, str(column.name)) for column in shown.columns]
    heads = format_html_join("", '<th scope="col" class="num">{}</th>', ((name,) for _column, name in columns))
    body = format_html_join(
        "", "<tr>{}{}</tr>", ((_head(row, link), _cells(row.values, columns)) for row in shown.rows)
    )
    return format_html(
        '<table class="responsive"><caption class="visually-hidden">{}</caption><thead><tr><th scope="col">{}</th>{}</tr>'
        "</thead><tbody>{}</tbody>{}</table>",
        title,
        str(shown.about),
        heads,
        body,
        _foot(shown, columns),
    )


def said(value: int | None, unit: Unit) -> str:
    """1,234.50 of money, 1,234 of anything else."""
    if value is None:
        return "–"
    return baht(value) if unit is Unit.BAHT else f"{value:,}"


def _head(row: Row, link: Link) -> SafeString:
    if not row.code:
        return format_html('<th scope="row">{}</th>', str(row.name))
    return format_html('<th scope="row"><a href="{}">{}</a></th>', link(row.code), str(row.name))


def _cells(values: Sequence[int | None], columns: list[tuple[Column, str]]) -> SafeString:
    cells = ((name, said(value, column.unit)) for value, (column, name) in zip(values, columns, strict=True))
    return format_html_join("", '<td class="num" data-label="{}">{}</td>', cells)


def _foot(shown: Table, columns: list[tuple[Column, str]]) -> SafeString | str:
    if shown.total is None:
        return ""
    row = format_html('<th scope="row">{}</th>{}', _("Total"), _cells(shown.total, columns))
    return format_html("<tfoot><tr>{}</tr></tfoot>", row)

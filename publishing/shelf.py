"""Every file of a province: by name, as the pages serve them and as `publish_data` writes them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from django.utils.translation import gettext_lazy as _

from places.models import Province
from publishing.checkpoints import Made
from publishing.datasets import Dataset, Text, all_of
from publishing.files import catalogue, described, dictionary, objects, tables
from wiring.ports import Port

Write = Callable[[Province, Made], Iterator[bytes]]
_FORMS: dict[str, tuple[str, Callable[[Dataset, Province, Made], Iterator[bytes]]]] = {
    "csv": ("text/csv; charset=utf-8", tables.write_csv),
    "json": ("application/json", objects.write_json),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", tables.write_xlsx),
    "package.json": ("application/json", catalogue.write),
}
FORMS = tuple(_FORMS)


@dataclass(frozen=True, slots=True)
class File:
    """`write` gives its bytes as it reads; it is not there where `is_there` says so, as what needs a row and has none."""

    content_type: str
    title: Text
    write: Write
    is_there: Callable[[Province], bool] = lambda _province: True


FILES: Port[File] = Port(
    "publishing.files",
    "Read when a province's files are listed or fetched: those that are more than one data set's, by name.",
)
FILES.provide("dictionary.csv", File("text/csv; charset=utf-8", _("Data dictionary"), dictionary.write), by=__name__)
FILES.provide(
    "datapackage.json",
    File("application/json", _("Description for programs (Data Package)"), described.write),
    by=__name__,
)


def files() -> dict[str, File]:
    """All by name, those of each data set first."""
    of_sets = {f"{one.key}.{form}": _file(one, form) for one in all_of() for form in _FORMS}
    return of_sets | dict(FILES.items())


def find(name: str, province: Province) -> File | None:
    found = files().get(name)
    return found if found and found.is_there(province) else None


def _file(dataset: Dataset, form: str) -> File:
    content_type, write = _FORMS[form]
    return File(content_type, dataset.title, partial(write, dataset))

"""`datapackage.json` (Frictionless Data Package 1): what lies in a province's folder, column by column."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from places.models import Province
from publishing import rows
from publishing.checkpoints import Made
from publishing.datasets import Dataset, all_of
from publishing.files import licence
from publishing.files.dictionary import field, said


def package(province: Province, made: Made) -> dict[str, Any]:
    return {
        "profile": "tabular-data-package",
        "name": f"thunklang-{province.pk}",
        "id": licence.address(f"/data/{province.pk}/"),
        "title": f"ข้อมูลเปิดทุนกลาง จังหวัด{province.name_th}",
        "description": f"What the people of {province.name_en} ask for, what was decided on it, and what was paid.",
        "homepage": licence.address(f"/data/{province.pk}/"),
        "licenses": [{"name": licence.NAME, "path": licence.ADDRESS, "title": licence.TITLE}],
        "checkpoint": made.told,
        "proof": licence.PROOF,
        "resources": [_resource(dataset) for dataset in all_of()],
    }


def _resource(dataset: Dataset) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": dataset.key,
        "title": said(dataset.title, "th"),
        "description": said(dataset.about, "en"),
        "path": f"{dataset.key}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {"fields": [field(column) for column in rows.columns(dataset)], "primaryKey": dataset.key_column},
    }


def write(province: Province, made: Made) -> Iterator[bytes]:
    yield json.dumps(package(province, made), ensure_ascii=False, indent=1).encode() + b"\n"

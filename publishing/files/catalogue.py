"""Metadata as Thailand's government data catalogue has it (GD Catalog, CKAN with thai_gdc), one record a data set.

Keys and values are the catalogue's own: it compares the Thai words.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.conf import settings

from audit.reports import latest_in
from jobs import clock
from places.models import Province
from publishing.checkpoints import Made
from publishing.datasets import DATASETS, Dataset, all_of
from publishing.files import licence
from publishing.files.dictionary import said

FORMS = {"csv": "CSV", "json": "JSON", "xlsx": "XLS"}


def name_of(dataset: Dataset, province: Province) -> str:
    """The short name of a record, the same for ever."""
    return f"thunklang-{province.pk}-{dataset.key}"


def names(provinces: list[Province]) -> list[str]:
    return [name_of(dataset, province) for province in provinces for dataset in all_of()]


def by_name(name: str) -> tuple[str, Dataset] | None:
    """The province's code and the data set of a record."""
    _ours, _, rest = name.partition("thunklang-")
    code, _, key = rest.partition("-")
    dataset = DATASETS.get(key)
    return (code, dataset) if dataset else None


def record(dataset: Dataset, province: Province) -> dict[str, Any]:
    title = f"{said(dataset.title, 'th')} จังหวัด{province.name_th}"
    changed = latest_in(province.pk) or clock.now()
    return {
        "data_type": "ข้อมูลระเบียน",
        "title": title,
        "name": name_of(dataset, province),
        "owner_org": f"thunklang-{province.pk}",
        "allow_harvest": "True",
        "maintainer": f"ฝ่ายเลขานุการทุนกลาง จังหวัด{province.name_th}",
        "maintainer_email": settings.DEFAULT_FROM_EMAIL,
        "tag_string": "ทุนกลาง,งบประมาณภาคประชาชน,สภาองค์กรชุมชน,จังหวัดจัดการตนเอง",
        "notes": said(dataset.about, "th"),
        "objective": ["เพื่อการให้บริการประชาชน"],
        "update_frequency_unit": "ตามเวลาจริง",
        "update_frequency_interval": "1",
        "geo_coverage": "ตำบล",
        "data_source": f"ระบบทุนกลาง จังหวัด{province.name_th}",
        "data_format": list(FORMS.values()),
        "data_category": "ข้อมูลสาธารณะ",
        "license_id": "Creative Commons Attributions",
        "accessible_condition": "เปิดให้ทุกคนใช้โดยไม่มีค่าใช้จ่าย",
        "url": licence.address(f"/data/{province.pk}/"),
        "data_language": "ไทย",
        "created_date": "2026-11-30",
        "last_updated_date": clock.day_of(changed).isoformat(),
    }


def shown(dataset: Dataset, province: Province) -> dict[str, Any]:
    """The record as CKAN's `package_show` answers it, with what can be fetched."""
    base = licence.address(f"/data/{province.pk}/{dataset.key}")
    resources = [
        {"name": f"{dataset.key}.{form}", "format": word, "url": f"{base}.{form}", "position": at}
        for at, (form, word) in enumerate(FORMS.items())
    ]
    return {"id": name_of(dataset, province), **record(dataset, province), "type": "dataset", "resources": resources}


def write(dataset: Dataset, province: Province, made: Made) -> Iterator[bytes]:
    yield json.dumps(record(dataset, province), ensure_ascii=False, indent=1).encode() + b"\n"

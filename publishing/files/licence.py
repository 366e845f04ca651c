"""What is said of every file: under which licence it may be used, which checkpoint it was made at, how a row is proved."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from places.models import Province
from publishing.checkpoints import Made
from publishing.datasets import Dataset

NAME, TITLE = "CC-BY-4.0", "Creative Commons Attribution 4.0"
ADDRESS = "https://creativecommons.org/licenses/by/4.0/"
PROOF = (
    "log_index is the place of the last event about a row in the province's log. Where it is below the size of the checkpoint,"
    " the event is under its root: fetch the hash tiles beside the signed note, and any program for C2SP tlog-tiles proves it."
    " A check_code opens the page that has a proof of its own."
)


def address(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def about(dataset: Dataset, province: Province, made: Made) -> dict[str, Any]:
    """What a file says of itself."""
    return {
        "dataset": dataset.key,
        "province": province.pk,
        "license": ADDRESS,
        "described_by": address(f"/data/{province.pk}/datapackage.json"),
        "checkpoint": made.told,
        "proof": PROOF,
    }

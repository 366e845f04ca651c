"""What the signature sheet shows beside its bare facts: moments, and how each place was signed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

Facts = Mapping[str, Any]
METHODS = {"electronic": "ลงนามในระบบ", "wet_ink": "ลงนามด้วยมือบนกระดาษ มีภาพสแกนเป็นหลักฐาน", "": "ยังไม่ลงนาม"}


class AnotherText(ValueError):
    """A signature is over other bytes than the paper's; no sheet is made of that."""


def prepare(facts: Facts) -> dict[str, Any]:
    """Raises AnotherText."""
    paper = facts["paper"]
    places = [_shown(place) for place in facts["signatures"]]
    # Agreements were once signed over their facts, of which the PDF is made.
    if any(place["sha256"] not in ("", paper["sha256"], paper.get("facts_sha256")) for place in places):
        raise AnotherText(f"a signature is not over {paper['sha256']}")
    return {
        "issued": datetime.fromisoformat(facts["paper"]["issued_at"]),
        "places": places,
        "signed": [place for place in places if place["signed_at"]],
        "awaited": [place for place in places if not place["signed_at"]],
    }


def _shown(place: Facts) -> dict[str, Any]:
    moment = place["signed_at"]
    return {
        **place,
        "method_th": METHODS[place["method"]],
        "signed_at": datetime.fromisoformat(moment) if moment else None,
    }


def public(facts: Facts) -> dict[str, Any]:
    """Which paper was signed, by the places on it: labels, positions and organisations, no names of persons."""
    paper = {key: facts["paper"][key] for key in ("kind", "number", "code", "sha256", "issued_at")}
    told = [
        {key: place[key] for key in ("label", "organisation", "method", "signed_at")} for place in facts["signatures"]
    ]
    return {"number": facts.get("number", ""), "date": facts["date"], "paper": paper, "signatures": told}

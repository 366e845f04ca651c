"""Every kind of paper looks as it was approved, page by page; `APPROVE=1` approves what a person has looked at."""

from __future__ import annotations

import pytest
from PIL import Image, ImageDraw

from documents import paper
from documents.kinds import KINDS
from tests.paper import pictures, sample

SAMPLED = sorted(path.stem for path in sample.FOLDER.glob("*.json"))


@pytest.mark.parametrize("kind", SAMPLED)
def test_a_paper_looks_as_it_was_approved(kind: str) -> None:
    assert pictures.differences(kind, paper.pdf_of(sample.document(kind))) == []


def test_every_kind_of_paper_has_its_sample() -> None:
    assert set(KINDS.names()) == set(SAMPLED)


def test_one_changed_letter_is_seen_and_shown(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "DIFFERENCES", tmp_path)
    page = pictures.pages(paper.pdf_of(sample.document("payment_voucher")))[0]
    other = page.copy()
    ImageDraw.Draw(other).rectangle((200, 100, 205, 106), fill=0)
    found = pictures.difference(pictures.APPROVED / "payment_voucher-1.png", page, other)
    assert found is not None
    middle = 202.5 * 25.4 / 60, 103 * 25.4 / 60
    assert found.left <= middle[0] <= found.right and found.top <= middle[1] <= found.bottom
    with Image.open(found.shown_in) as shown:
        assert shown.mode == "RGB"

"""The agreement: who gives what and when, with the amount in words."""

from __future__ import annotations

from documents import paper
from tests.paper import reading, sample


def test_the_agreement_says_who_gives_what_and_when() -> None:
    made = paper.pdf_of(sample.document("agreement"))
    said = ["๑๕๐,๐๕๐.๕๐", "(หนึ่งแสนห้าหมื่นห้าสิบบาทห้าสิบสตางค์)", "75,025.25", "กองทุนกลางจังหวัดเชียงราย", "๑๗", "๕๗/๒๕๖๙/๐๐๑๒"]
    for reader in reading.READERS.values():
        assert reading.missing(said, reader(made)) == []

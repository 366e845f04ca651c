"""One letter, at the same moment, as what brought money into two funds of a province: the second is asked why."""

from __future__ import annotations

from uuid import uuid4

from audit.errors import Invalid, refusals
from funds import checks, services
from funds.models import Income, MoneySource, Paper, Proof, Voucher
from jobs import clock
from tests import factories
from tests.attacks.test_same_receipt import written_anew
from tests.factories import actor
from tests.prove import country
from tests.races import race
from tests.races.test_coming_back import slowed


def test_of_two_funds_one_takes_the_letter_unasked(fresh_database, at_work, monkeypatch):
    country.second_fund()
    letter = factories.letter()
    twice = Proof("letter", "อีกเลขหนึ่ง", written_anew(letter.file))
    monkeypatch.setattr(checks, "alike", slowed(checks.alike))

    def takes(code: str, proof: Proof, who: str) -> Voucher:
        source = MoneySource.objects.get(fund__code=code, code="SEED")
        paper = Paper(source, 1_000_00, f"อบจ. {code}", proof.reference, clock.today(), "สมทบ")
        return services.record_receipt(uuid4(), paper, income=Income.OTHER, proof=proof, actor=actor(who))

    outcomes = race(lambda: takes("CR", letter, "treasurer"), lambda: takes("C2", twice, "treasurer2"))
    (refused,) = [one for one in outcomes if isinstance(one, Exception)]
    assert isinstance(refused, Invalid) and refusals(refused)[0].code == "evidence_doubtful", outcomes

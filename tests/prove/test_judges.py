"""Two hundred random ledgers, read by hledger and by beancount 2 and 3: they find every balance and month end as we do.

What the judges hold against our month ends is what is exported with them; so what they sum up themselves is compared with
the ledger's own answers too. How much that was is written to `judges.json`.
"""

from __future__ import annotations

import csv
import datetime
import io
import json
import random
import subprocess
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import transaction

from funds.models import Expense, Income
from ledger import reports
from ledger.errors import LedgerRefusal
from ledger.models import Entry, Hold
from tests.books import Books
from tests.test_funds.test_exports import READS_THAI, accepted, export

WRITTEN = Path(__file__).with_name("judges.json")
LEDGERS, MOVES = 200, 40
FIRST, LAST = datetime.date(2025, 10, 1), datetime.date(2026, 2, 2)
# The ends of the months in which something moves: by then what each account holds is compared.
ENDS = [
    datetime.date(2025, 10, 31),
    datetime.date(2025, 11, 30),
    datetime.date(2025, 12, 31),
    datetime.date(2026, 1, 31),
]


class _Undone(Exception):
    pass


def walk(books: Books, chance: random.Random, told: Counter[str]) -> None:
    """Anything that may be done, in any order and on any day; what is refused is counted and leaves nothing."""
    paid: list[Entry] = []
    holds: list[Hold] = []
    for _move in range(MOVES):
        act = chance.choice(["receive", "pay", "pay", "pay_held", "take_back", "commit", "release", "reverse"])
        try:
            with transaction.atomic():
                do(act, books, chance, paid, holds)
            told[act] += 1
        except (LedgerRefusal, IndexError):
            told["refused"] += 1


def do(act: str, books: Books, chance: random.Random, paid: list[Entry], holds: list[Hold]) -> None:
    amount = chance.choice([1, 99, 12_345, chance.randrange(1, 400_000_00)])
    date = FIRST + datetime.timedelta(days=chance.randrange((LAST - FIRST).days + 1))
    match act:
        case "receive":
            paid.append(books.receive(amount, income=chance.choice(Income.values), date=date))
        case "pay":
            paid.append(books.pay(amount, expense=chance.choice(Expense.values), date=date))
        case "pay_held":
            paid.append(books.pay(amount, hold=chance.choice(holds), date=date))
        case "take_back":
            books.take_back(amount)
        case "commit":
            holds.append(books.commit(amount))
        case "release":
            books.release(chance.choice([one for one in holds if one.remaining]))
        case "reverse":
            books.reverse(chance.choice(paid))


def by_hledger(path: Path, end: datetime.date) -> dict[str, int]:
    """What each account holds at the end of a day, in satang; what holds nothing is not told."""
    until = end + datetime.timedelta(days=1)
    command = ["hledger", "-f", path, "balance", "--flat", "--no-total", "-N", "-e", str(until), "-O", "csv"]
    said = subprocess.run(command, env=READS_THAI, capture_output=True, text=True, check=True).stdout
    rows = list(csv.reader(io.StringIO(said)))[1:]
    return {
        name.split(":", 1)[1].replace(":", "/"): int(Decimal(sum_.split()[0].replace(",", "")) * 100)
        for name, sum_ in rows
    }


@pytest.mark.usefixtures("db", "at_work")
def test_three_judges_agree_with_two_hundred_ledgers(tmp_path):
    told: Counter[str] = Counter()
    compared = 0
    for seed in range(LEDGERS):
        with pytest.raises(_Undone), transaction.atomic():
            walk(Books(), random.Random(seed), told)
            for form in ("hledger", "beancount"):
                assert accepted(form, export(form, tmp_path)), f"{form} refuses ledger {seed}"
            for end in ENDS:
                ours = {one.code: reports.balance_on(one.code, end) for one in reports.trial_balance("CR")}
                assert by_hledger(tmp_path / "books.hledger", end) == {
                    code: held for code, held in ours.items() if held
                }
                compared += len(ours)
            assert sum(one.balance for one in reports.trial_balance("CR")) == 0
            raise _Undone
    WRITTEN.write_text(
        json.dumps({"ledgers": LEDGERS, "month ends compared": compared, "moves": dict(told)}, indent=1) + "\n"
    )

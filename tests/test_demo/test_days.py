"""The demo's material and its days; `tests/prove/test_demo.py` lives through all of it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from demo.days import Days
from demo.material import budget_lines, plots, rows
from jobs import clock
from people.models import Person
from requests import wording
from requests.workflow import State
from tests import factories

END = clock.bangkok(2026, 11, 20, 16)


def test_forty_plots_lead_to_every_state():
    assert len(plots()) == 40
    assert {plot.goal for plot in plots()} == set(State.values)


def test_five_titles_are_real_and_the_others_say_that_they_are_not():
    assert sum(plot.is_real for plot in plots()) == 5


def test_every_offer_of_a_plot_is_asked_of_a_national_partner():
    asked = {key for plot in plots() for key in plot.agencies}
    assert asked == {row["key"] for row in rows("partners")} and len(asked) == 7


def test_real_lines_come_out_at_the_sums_that_people_wrote():
    for line, row in zip(budget_lines(), rows("budget_lines"), strict=True):
        assert wording.amount_of(line["factors"], line["rate"]) == int(row["total_baht"]) * 100


def test_stories_wake_in_the_order_of_time_and_none_after_the_end():
    told = []

    def story(name, *days):
        for day in days:
            told.append((clock.now(), name))
            yield clock.now() + timedelta(days=day)
        told.append((clock.now(), name))

    days = Days(END)
    days.enter(END - timedelta(days=9), story("slow", 8, 2))
    days.enter(END - timedelta(days=8), story("quick", 1, 1))
    days.run()
    assert told == sorted(told) and [name for _at, name in told] == ["slow", "quick", "quick", "quick", "slow"]


def test_a_database_with_other_data_is_refused_and_left_alone(db):
    before = Person.objects.count()
    with pytest.raises(CommandError, match="other data"):
        call_command("demo", verbosity=0)
    assert Person.objects.count() == before


def test_nobody_is_shown_who_is_not_there(db, capsys):
    call_command("demo", "--accounts")
    assert "doihang" not in capsys.readouterr().out


def test_a_proposal_is_taken_away_by_its_number(db, at_work, tmp_path: Path, capsys):
    row = factories.submitted()
    call_command("request_pdf", row.receipt_number, str(tmp_path / "one.pdf"))
    assert (tmp_path / "one.pdf").read_bytes().startswith(b"%PDF-")
    assert row.receipt_number in capsys.readouterr().out


@pytest.mark.parametrize("number", ["57/2569/9999", "", "; DROP TABLE"])
def test_an_unknown_number_is_refused_in_words(db, tmp_path: Path, number):
    with pytest.raises(CommandError, match="receipt number"):
        call_command("request_pdf", number, str(tmp_path / "none.pdf"))
    assert not (tmp_path / "none.pdf").exists()


def test_a_file_that_cannot_be_written_is_named(db, at_work, tmp_path: Path):
    row = factories.submitted()
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("request_pdf", row.receipt_number, str(tmp_path / "no" / "folder.pdf"))

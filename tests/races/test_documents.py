"""Races on papers: numbers without gaps, one PDF for ever."""

from __future__ import annotations

from django.db import transaction

from audit.models import Event
from documents import numbering, paper, services
from people.actors import Actor
from tests.races import race


def take() -> int:
    with transaction.atomic():
        return numbering.next_number("race", 2569)


def test_numbers_taken_at_once_have_no_gap_and_no_double(fresh_database):
    assert sorted(race(take, times=8)) == list(range(1, 9))


def test_two_workers_make_one_pdf(fresh_database, monkeypatch):
    monkeypatch.setattr(paper, "pdf_of", lambda document, **_: b"%PDF-%%EOF")
    facts = {"number": "", "total": 0}
    document = services.freeze("proposal", subject="request:1", tree="57", title="", facts=facts, actor=Actor.system())
    kept = race(lambda: services.render(document.pk).pdf_id, times=4)
    assert len(set(kept)) == 1
    assert Event.objects.filter(subject="request:1", event="document.rendered").count() == 1

"""Persons in words that people type: those of the texts that the gate was bettered by, and what must not slow it down."""

from __future__ import annotations

import time

import pytest
from django.utils import translation

from requests.gate import payee
from requests.public_edition import HIDDEN, of, words
from tests import marked
from tests.paper import sample


def test_of_what_is_planted_hardly_anything_stays_and_of_the_rest_nearly_all():
    with translation.override("th"):
        found = marked.measured(marked.half("seen"))
    assert marked.share(found["leaked"], found["planted"]) <= 2
    assert marked.share(found["lost"], found["innocent"]) <= 2


@pytest.mark.parametrize("text", ["กลุ่มทอผ้าบ้านแม่ยาว สมชาย ใจดี", "กลุ่มปุ๋ย ต.แม่ยาว สมชาย ใจดี", "ชมรมผู้สูงอายุ สมชาย ใจดี"])
def test_a_person_behind_an_office_is_hidden_wherever_it_is_shown(text):
    office = text.removesuffix("สมชาย ใจดี")
    assert payee(text) == f"{office}{HIDDEN}"
    activity = sample.facts()["activities"][0]
    assert of(sample.facts(activities=[{**activity, "who": text}]))["activities"][0]["who"] == f"{office}{HIDDEN}"


@pytest.mark.parametrize(
    "piece", ["ก", "กา", "นาย", "สม ใจ ", "(ก", "ก.", "1", "1.", "โดย", "ไลน์", "a.", "ทะเบียน ", "ร.ต.", "Aa "]
)
def test_ten_thousand_letters_take_no_longer_than_ten_times_a_thousand(piece):
    def taken(size: int) -> float:
        text = (piece * size)[:size]
        before = time.process_time()
        words(text)
        return time.process_time() - before

    assert min(taken(10_000) for _again in range(2)) < 40 * max(min(taken(1000) for _again in range(3)), 0.0005)

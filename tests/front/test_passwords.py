"""Passwords: twelve signs at least, none that everybody thinks of; a slip proposes three Thai words."""

from __future__ import annotations

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from people import passwords
from people.models import Person, Role
from people.services import open_seat
from tests.factories import actor


@pytest.mark.parametrize(
    "guessed",
    [
        "ข้าวซอย-57",  # ten signs
        "password1234",
        "Password2569!",
        "รหัสผ่าน123456",
        "isylzjko123456",  # รหัสผ่าน, in the wrong layout
        "ยฟหหไนพก123456",  # password, in the wrong layout
        "123456789012",
        "210987654321",
        "aaaaaaaaaaaa",
        "abcabcabcabc",
        "qwertyuiop12",
        "กองทุน256925692569",
        "thunklang2569",
        "            ",
    ],
)
def test_what_everybody_thinks_of_is_refused(guessed):
    with pytest.raises(ValidationError):
        validate_password(guessed, Person(username="somsri", full_name="สมศรี ใจดี"))


@pytest.mark.parametrize(
    "good", ["ข้าวซอย-เชียงราย-57", "ฝนตกแดดออกนกกระจอก", "correct horse battery staple", "x" * 5 + "กำแพงสูง"]
)
def test_length_is_enough_whatever_the_signs(good):
    assert validate_password(good) is None


def test_no_page_takes_more_than_128_signs():
    """Of ours and of the library: both ask the same validators."""
    long = "ฝนตกแดดออก-" * 12
    assert validate_password(long[:128]) is None
    with pytest.raises(ValidationError) as refused:
        validate_password(long[:129])
    assert refused.value.error_list[0].code == "password_too_long"


def test_what_a_slip_proposes_is_taken_by_the_rules():
    """31 bits by chance alone; every word is different, and none is so short that three are too few."""
    assert len(passwords.words()) == len(set(passwords.words())) == 300
    proposed = {passwords.propose() for _ in range(300)}
    assert len(proposed) == 300
    for each in proposed:
        validate_password(each)
    assert 3 * min(map(len, passwords.words())) + 5 >= 12


def test_the_slip_shows_one_in_thai(client, db, at_work, contexts):
    who = actor("somsri")
    seat = open_seat(who.organisation_id, role=Role.MEMBER, actor=who)
    client.force_login(who.person)
    answer = client.post(f"/people/seats/{seat.pk}/invite/", {"email": ""})
    said = answer.content.decode()
    assert answer.status_code == 200 and answer.context["proposed"] in said and "คำสามคำ" in said

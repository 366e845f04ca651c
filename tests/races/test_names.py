"""Names that look alike, taken at the same moment: the constraint lets both through, for they are spelled otherwise."""

from __future__ import annotations

import pytest

from audit.errors import Invalid, refusals
from people import services
from people.actors import Actor
from people.models import Organisation, Person
from people.services import naming
from tests.races import race
from tests.races.test_coming_back import NEW, seated, slowed


@pytest.mark.parametrize(("one", "other"), [("น้ำคำ", "น้้ำคำ"), ("mali", "ma-li"), ("Mali", "mali")], ids=ascii)
def test_of_two_who_take_one_name_one_has_it(fresh_database, at_work, monkeypatch, one, other):
    codes, before = [seated(each, "somsri") for each in (one, other)], Person.objects.count()
    monkeypatch.setattr(naming, "require_own_username", slowed(naming.require_own_username))

    def joins(code: str, username: str) -> str:
        return services.accept_invitation(code, username=username, full_name="มะลิ สีขาว", password=NEW).username

    outcomes = race(*(lambda c=code, u=name: joins(c, u) for code, name in zip(codes, (one, other), strict=True)))
    (refused,) = [each for each in outcomes if isinstance(each, Exception)]
    assert isinstance(refused, Invalid) and refusals(refused)[0].code == "username_taken", outcomes
    assert Person.objects.count() - before == 1


def test_of_two_organisations_of_one_name_one_is_entered(fresh_database, at_work, monkeypatch):
    monkeypatch.setattr(naming, "name", slowed(naming.name))
    before = Organisation.objects.count()

    def entered(name: str) -> Organisation:
        return services.create_organisation(kind="partner_agency", name_th=name, province_id="57", actor=Actor.system())

    outcomes = race(lambda: entered("สำนักงานพัฒนา"), lambda: entered("สํานักงาน พัฒนา"))
    (refused,) = [each for each in outcomes if isinstance(each, Exception)]
    assert isinstance(refused, Invalid) and refusals(refused)[0].code == "name_taken", outcomes
    assert Organisation.objects.count() - before == 1

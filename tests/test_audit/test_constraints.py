"""No constraint's name reaches a person: each that a form can meet has its sentence, in Thai too."""

from __future__ import annotations

from uuid import NAMESPACE_URL, uuid5

import pytest
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from approvals.models import Vote
from audit.constraints import CONSTRAINTS, OTHERWISE, sentence
from funds import services as funds
from funds.models import Fund, Income, MoneySource, Proof
from jobs import clock
from people import services as people
from tests import factories
from tests.factories import actor
from tests.races import race

# Kept by services or the clock: no form fills in what these compare.
INNER = {
    "Job",
    "PersonalValue",
    "Blob",
    "Counter",
    "DataRequest",
    "Invitation",
    "MeetingNotice",
    "CustomArea",
    "Tile",
    "KeptFigures",
    "Agreement",
    "Refund",
    "Revision",
    "DefectList",
    "Defect",
    "Attachment",
    "BudgetRequest",
    "Motion",
    "Confirmation",
    "HandSignature",
    "ReportLine",
    "Signature",
    "Letterhead",
    "Question",
    "Document",
    "Parcel",
    "ParcelPart",
    "Recovery",
    "Recognition",
}
INNER_NAMES = {
    "a_confirmation_has_who_and_for_whom",
    "a_seat_is_shut_for_somebody",
    "an_end_was_dropped_by_somebody",
    "nobody_sees_their_own_card",
    "objective_position_once",
    "indicator_position_once",
    "targetgroup_position_once",
    "activity_position_once",
    "budgetline_position_once",
    "moneypart_position_once",
    "voucher_number_is_unique_in_its_series",
    "one_item_a_position",
    "one_meeting_a_number_and_year",
    "one_instalment_a_number",
    "an_instalment_is_positive",
    "one_amount_an_offer_and_line",
    "one_presence_a_seat",
    "voucher_names_its_expense_or_its_income",
    "voucher_that_moved_money_names_its_entry",
    "minutes_adopted_have_who_when_and_where",
}


def named() -> dict[str, str]:
    """Every constraint of our tables, with the model that it stands on."""
    models = [model for app in settings.APPS for model in apps.get_app_config(app).get_models()]
    return {one.name: model.__name__ for model in models for one in model._meta.constraints}


def is_inner(name: str, model: str) -> bool:
    pairs = name.endswith(("_who_did_it", "_answerer")) or "_at_goes_with_" in name
    return model in INNER or name in INNER_NAMES or pairs


def test_each_constraint_that_a_form_can_meet_has_a_sentence():
    silent = {name for name, model in named().items() if not CONSTRAINTS.get(name) and not is_inner(name, model)}
    assert silent == set()


def test_no_sentence_is_for_a_constraint_that_is_gone():
    implied = {"people_person_username_key", "funds_voucher_key_key"}  # of a column that is unique
    assert set(CONSTRAINTS.names()) - set(named()) == implied


@pytest.mark.parametrize("name", [*CONSTRAINTS.names(), "of_nobody"])
def test_it_is_said_in_thai(name):
    with translation.override("en"):
        english = str(sentence(name))
    with translation.override("th"):
        assert str(sentence(name)) != english and name not in str(sentence(name))


def test_a_model_says_the_sentence_and_not_the_name():
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            assert constraint.name not in str(constraint.get_violation_error_message())
    assert Vote._meta.constraints[0].get_violation_error_message() == sentence("one_person_one_vote") != OTHERWISE


def test_two_of_one_form_at_once_are_one_voucher(fresh_database, at_work):
    """The same key, at the same moment: both are answered with the row that the first one made."""
    basis, seed = factories.allowed(payee="อบจ.").basis, MoneySource.objects.get(code="SEED")
    paper, brought = (funds.Paper(seed, 1_000_00, "อบจ.", why, clock.today()) for why in (basis, "หนังสือ 1"))
    key, cashier, treasurer = uuid5(NAMESPACE_URL, "pay"), actor("cashier"), actor("treasurer")
    paid = race(lambda: funds.make_voucher(key, paper, expense="50200", actor=treasurer), times=2)
    page = factories.one_of_its_own()
    taken = race(
        lambda: funds.record_receipt(
            uuid5(NAMESPACE_URL, "receive"),
            brought,
            income=Income.OTHER,
            proof=Proof("letter", "หนังสือ 1", SimpleUploadedFile("letter.pdf", page)),
            actor=cashier,
        ),
        times=2,
    )
    assert paid[0] == paid[1] and taken[0] == taken[1] and not isinstance(paid[0], Exception)


def test_two_who_open_one_source_open_it_once(fresh_database, at_work):
    fund, who = Fund.objects.get(code="CR"), actor("treasurer")
    made = race(lambda: funds.open_source(fund, code="NEW", name="ใหม่", kind="donation", actor=who), times=2)
    refused = [one for one in made if isinstance(one, Exception)]
    assert len(refused) == 1 and isinstance(refused[0], ValidationError)


def test_two_who_enter_one_organisation_are_told_in_words(fresh_database, at_work):
    """No lock stands before this one: the constraint lets one in, and says so in a sentence."""
    who = actor("secretariat")
    made = race(lambda: people.create_organisation(kind="council", name_th="ใหม่", province_id="57", actor=who), times=2)
    refused = [one for one in made if isinstance(one, Exception)]
    assert len(refused) == 1 and isinstance(refused[0], ValidationError)

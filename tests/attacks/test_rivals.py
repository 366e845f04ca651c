"""What rivals read of each other: a council of another's request, an agency of another's offer. Both get the open edition."""

from __future__ import annotations

import pytest

from documents import parcels as papers
from documents import services as documents
from documents import subjects
from documents.models import Document
from grants import services as grants
from people import services as people
from requests.models import BudgetRequest
from tests import factories
from tests.factories import actor
from tests.pages.unfit import taken
from tests.reader import Visit, text_of

pytestmark = pytest.mark.usefixtures("db", "at_noon")
QUESTION, CONDITION = "ทำไมต้องใช้เครื่องคั่วใหม่", "ต้องมีบัญชีแยก"


def test_another_council_reads_the_open_edition_alone(visit: Visit):
    row = factories.submitted()
    answer = visit("other", f"/requests/{row.pk}/")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/public/requests/{row.pk}/")
    assert str(row.receipt_number) not in text_of(visit("other", "/requests/"))
    paper = Document.objects.get(subject=row.subject, kind="proposal")
    places = [f"/documents/{paper.pk}/", f"/documents/{paper.pk}/about/", f"/requests/{row.pk}/attachments/1/"]
    assert {visit("other", place).status_code for place in places} == {404}


def test_another_council_reads_neither_offers_nor_agreement(visit: Visit):
    agreement = factories.signed()
    offers = [f"/offers/{offer.pk}/" for offer in agreement.budget_request.offers.all()]
    places = [*offers, f"/grants/agreements/{agreement.pk}/"]
    assert {visit("other", place).status_code for place in places} == {404}


def test_an_agency_reads_its_own_offer_and_of_a_rivals_no_more_than_everybody(visit: Visit):
    row = factories.funding()
    own, rival = factories.offer_of(row, "พอช."), factories.offer_of(row, "สสส.")
    grants.ask_question(rival.pk, text=QUESTION, version=rival.version, actor=actor("thpf"))
    grants.make_offer(rival.pk, amounts={3: 1_00}, conditions=CONDITION, version=rival.version + 1, actor=actor("thpf"))
    assert visit("codi", f"/offers/{own.pk}/").status_code == 200
    assert visit("codi", f"/offers/{rival.pk}/").status_code == 404
    page = visit("codi", f"/requests/{row.pk}/").content.decode()
    assert "สสส." in page and CONDITION not in page and f"/offers/{rival.pk}/" not in page
    assert CONDITION in visit("somsri", f"/requests/{row.pk}/").content.decode()


def test_an_agency_that_gives_nothing_reads_the_request_and_no_agreement(visit: Visit):
    agreement = factories.signed()
    row, secretariat = agreement.budget_request, actor("secretariat")
    agency = people.create_organisation(kind="partner_agency", name_th="หน่วยงานอื่น", province_id="57", actor=secretariat)
    taken(people.open_seat(agency.pk, role="officer", actor=secretariat), "rival_officer")
    row.moneypart_set.create(kind="funder", funder=agency, amount=1_00, position=9)
    assert visit("rival_officer", f"/grants/agreements/{agreement.pk}/").status_code == 404
    page = visit("rival_officer", f"/requests/{row.pk}/")
    assert page.status_code == 200 and f"/grants/agreements/{agreement.pk}/" not in page.content.decode()
    assert visit("codi", f"/grants/agreements/{agreement.pk}/").status_code == 200


def test_an_amphoe_reads_what_comes_before_it_and_no_more():
    row = factories.submitted()
    assert BudgetRequest.objects.visible_to(actor("amphoe_m1")).filter(pk=row.pk).exists()
    who = actor("amphoe_m1")
    assert who.organisation is not None
    who.organisation.district_id = "5702"
    assert not BudgetRequest.objects.visible_to(who).filter(pk=row.pk).exclude(owner=who.organisation_id).exists()


def test_an_agency_that_is_asked_later_reads_what_it_is_asked_for():
    row = factories.funding()
    late = factories.offer_of(row, "พอช.")
    row.moneypart_set.filter(funder=late.funder_id).update(kind="own_cash", funder=None, name="x")
    assert BudgetRequest.objects.visible_to(actor("codi")).filter(pk=row.pk).exists()


def test_an_agency_reads_no_letter_to_its_rivals(visit: Visit):
    """Not on the page of the request, not by its address, not in the ZIP of all papers."""
    row = factories.funding()
    letters = Document.objects.filter(subject=row.subject, kind="cover_letter")
    own, rival = (letters.get(facts__funder=name).pk for name in ("พอช.", "สสส."))
    told = Document.objects.filter(subject=row.subject, kind="decision_letter")
    page = visit("codi", f"/requests/{row.pk}/").content.decode()
    assert f"/documents/{own}/" in page and f"/documents/{rival}/" not in page
    for pk in (rival, *told.values_list("pk", flat=True)):
        assert (
            visit("codi", f"/documents/{pk}/").status_code
            == visit("codi", f"/documents/{pk}/about/").status_code
            == 404
        )
    kept = set(subjects.papers_of(actor("codi"), row.subject).values_list("kind", flat=True))
    assert kept == {"proposal", "public_proposal", "cover_letter", "resolution_extract"}
    everything = Document.objects.filter(subject=row.subject).count()
    assert subjects.papers_of(actor("somsri"), row.subject).count() == everything


def test_the_zip_of_an_agency_holds_what_its_page_lists(visit: Visit):
    row = factories.funding()
    parcel = documents.ask_for_zip(row.subject, actor=actor("codi"))
    assert (
        papers.KINDS.get("documents.papers").reach(parcel)["papers"]
        < Document.objects.filter(subject=row.subject).count()
    )


def test_an_agency_reads_the_agreement_that_it_signs_and_no_other(visit: Visit):
    agreement = factories.signed()
    row, secretariat = agreement.budget_request, actor("secretariat")
    agency = people.create_organisation(kind="partner_agency", name_th="หน่วยงานอื่น", province_id="57", actor=secretariat)
    taken(people.open_seat(agency.pk, role="officer", actor=secretariat), "rival_officer")
    row.moneypart_set.create(kind="funder", funder=agency, amount=1_00, position=9)
    sheet = Document.objects.get(subject=row.subject, kind="signature_sheet")
    for pk in (agreement.document_id, sheet.pk):
        assert visit("rival_officer", f"/documents/{pk}/about/").status_code == 404
        assert visit("codi", f"/documents/{pk}/about/").status_code == 200


def test_a_rivals_question_and_refusal_stand_in_nobody_elses_story(visit: Visit):
    row = factories.funding()
    rival = factories.offer_of(row, "สสส.")
    grants.ask_question(rival.pk, text=QUESTION, version=rival.version, actor=actor("thpf"))
    rival.refresh_from_db()
    grants.decline(rival.pk, reason="ไม่ตรงพันธกิจ", version=rival.version, actor=actor("thpf"))
    told = visit("codi", f"/requests/{row.pk}/").content.decode()
    assert QUESTION not in told and "ไม่ตรงพันธกิจ" not in told
    for who in ("thpf", "somsri", "auditor"):
        assert QUESTION in visit(who, f"/requests/{row.pk}/").content.decode()

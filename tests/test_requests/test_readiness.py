"""One number for how clear a request is, by rules that the province and the funders set; by the same it is sent or not."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import translation

from audit.errors import refusals
from requests import completeness, landing, readiness, reports, sections, services
from requests.models import BudgetRequest
from requests.readiness import Report, rules
from requests.similar import similar
from tests import factories
from tests.reader import text_of


def demand(rule: str, strength: str = "required", **told: Any) -> None:
    services.set_demand("57", rule, strength=strength, **told, actor=factories.actor("secretariat"))


def report(row: BudgetRequest) -> Report:
    with translation.override("th"):
        return readiness.report(reports.with_rows(factories.fresh(row)))


@pytest.fixture
def row(db: None, at_work: None) -> BudgetRequest:
    return factories.draft()


def test_a_complete_request_is_clear_and_an_empty_one_is_told_all_of_it(row):
    told = report(row)
    assert told.is_clear and told.clear == told.of >= 25
    assert [one.name for one in told.funders] and all(one.clear == one.of for one in told.funders)
    empty = report(factories.draft(complete=False))
    gaps = completeness.gaps(factories.draft(complete=False))
    assert empty.clear < empty.of and sum(len(part.gaps) for part in empty.parts) == len(gaps) > 15


def test_every_gap_lands_on_a_field_of_its_page(row, somsri):
    empty = factories.draft(complete=False)
    landed = {}
    for gap in completeness.gaps(empty):
        page, _hash, field = landing.address_of(empty, gap).partition("#")
        landed.setdefault(page, set()).add(field)
    for page, fields in landed.items():
        content = somsri.get(page).content.decode()
        assert [field for field in fields if f'id="{field}"' not in content] == [], page


def test_every_rule_has_a_section_that_there_is_and_says_a_sentence():
    assert len(rules.BY_KEY) == len(rules.ALL) and {section.key for section in sections.ALL} >= {"title", "money"}
    assert all(str(rule.sentence) for rule in rules.ALL)


def test_the_province_says_what_is_required_and_up_to_what(row):
    services.write(
        row.pk,
        "contacts",
        fields={"second_name": "", "second_phone": ""},
        version=row.version,
        actor=factories.actor("somsri"),
    )
    assert [gap.rule for gap in completeness.gaps(factories.fresh(row))] == ["contacts"]
    demand("contacts", limit=1)
    assert report(row).is_clear
    demand("contacts", "advised", limit=2, said="จังหวัดเราอยากได้สองคน")
    told = report(row)
    (advice,) = [gap for part in told.parts for gap in part.advice if gap.rule == "contacts"]
    assert told.is_clear and advice.text.startswith("จังหวัดเราอยากได้สองคน") and advice.field == "second_name"
    demand("contacts", "off")
    assert not [gap for part in report(row).parts for gap in (*part.gaps, *part.advice) if gap.rule == "contacts"]


def test_what_is_required_keeps_it_from_leaving(row):
    demand("risks")
    with pytest.raises(completeness.Incomplete) as refused:
        services.submit(row.pk, version=row.version, actor=factories.actor("somsri"))
    assert [gap.field for gap in refused.value.gaps] == ["risks"]
    demand("risks", "advised")
    assert services.submit(row.pk, version=row.version, actor=factories.actor("somsri")).receipt_number


def test_a_funder_has_its_own_ceiling_papers_and_plan(row):
    codi = factories.agency("พอช.")
    demand(rules.CEILING, limit=10_000, funder_id=codi.pk)
    demand(rules.PAPERS, papers=["quotation"], funder_id=codi.pk)
    demand("inside_a_plan", funder_id=codi.pk)
    told = report(row)
    (own,) = [one for one in told.funders if one.name == "พอช."]
    assert (own.of - own.clear, told.of - told.clear) == (3, 3) and len(own.gaps) == 3
    assert {gap.funder for part in told.parts for gap in part.gaps} == {"พอช."}
    assert all(not one.gaps for one in told.funders if one.name != "พอช.")
    demand(rules.CEILING, "off", funder_id=codi.pk)
    assert "10,000" not in str(report(row))


WRONG = [
    ("sources", {"strength": "off"}, "rule_is_fixed"),
    ("no_such", {}, "no_such_rule"),
    (rules.CEILING, {"limit": 5}, "no_such_rule"),
    ("title", {"limit": 3}, "limit_out_of_bounds"),
    ("contacts", {"limit": 3}, "limit_out_of_bounds"),
]


@pytest.mark.parametrize(("rule", "told", "code"), WRONG)
def test_what_cannot_be_demanded_is_refused(row, rule, told, code):
    with pytest.raises(ValidationError) as refused:
        demand(rule, **{"strength": "required", **told})
    assert [one.code for one in refusals(refused.value)] == [code]


def test_another_province_demands_nothing_here(row):
    with pytest.raises(PermissionDenied):
        services.set_demand("10", "risks", strength="required", actor=factories.actor("secretariat"))


def test_the_page_says_the_number_and_leads_to_the_field(row, somsri):
    services.write(row.pk, "rationale", fields={"figure": ""}, version=row.version, actor=factories.actor("somsri"))
    page = somsri.get(f"/requests/{row.pk}/readiness/")
    told = report(row)
    assert f"ครบแล้ว {told.clear} จาก {told.of} ข้อ" in text_of(page)
    assert f"/requests/{row.pk}/write/rationale/#id_figure" in page.content.decode()


def test_the_secretariat_sets_a_rule_on_its_page(db, at_work, client, settings):
    settings.REQUIRE_MFA = False
    client.force_login(factories.actor("secretariat").person)
    assert client.post("/requests/demands/risks/", {"strength": "required", "said": "ต้องมี"}).status_code == 302
    assert "ต้องมี" in text_of(client.get("/requests/demands/"))
    fund = factories.agency("พอช.")
    answer = client.post(f"/requests/demands/{rules.CEILING}/?funder={fund.pk}", {"strength": "required", "limit": ""})
    assert answer.status_code == 422 and "ไม่เกินเท่าใด" in text_of(answer)
    for place in ("sources/", "no_such/", f"{rules.CEILING}/", "risks/?funder=x"):
        assert client.get(f"/requests/demands/{place}").status_code == 404


def test_what_is_much_alike_from_the_same_place_is_shown(db, at_work, somsri):
    sent = factories.submitted()
    row = factories.draft()
    (one,) = similar(row)
    assert (one.pk, one.likeness) == (sent.pk, 1.0)
    services.write(
        row.pk,
        "title",
        fields={"title": "แปลรูปกาแฟ บ.ดอยฮาง ปี 2"},
        version=row.version,
        actor=factories.actor("somsri"),
    )
    assert [found.pk for found in similar(factories.fresh(row))] == [sent.pk]
    assert f"/public/requests/{sent.pk}/" in somsri.get(f"/requests/{row.pk}/submit/").content.decode()
    services.write(
        row.pk,
        "title",
        fields={"title": "ซ่อมฝายห้วยลึก"},
        version=factories.fresh(row).version,
        actor=factories.actor("somsri"),
    )
    assert similar(factories.fresh(row)) == []

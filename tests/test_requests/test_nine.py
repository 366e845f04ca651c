"""Nine plain questions fill all headings; each is told truly as far as it is, and what is missing is mended where its link lands."""

from __future__ import annotations

import re

import pytest
from django.utils import translation

from requests import landing, reports, screens, sections, services, standing
from requests.forms import goals
from requests.models import Activity, BudgetLine, Indicator, MoneyPart, Objective
from tests import factories
from tests.factories import actor
from tests.reader import text_of
from tests.test_requests.conftest import rows


def test_each_answer_and_each_row_is_asked_once():
    fields = [name for screen in screens.ALL for name in screen.fields]
    assert sorted(fields) == sorted(name for section in sections.ALL for name in section.fields)
    kinds = [model for screen in screens.ALL for model in screen.rows]
    assert {*kinds} == {section.rows for section in sections.ALL if section.rows} and len(kinds) == len({*kinds})
    parts = [key for screen in screens.ALL for key in screen.sections]
    assert sorted(parts) == sorted(sections.BY_KEY)
    asked = [name for one in (*screens.NINE, screens.PAPERS) for name in one.fields]
    assert len(screens.NINE) == 9 and sorted({*asked, "multi_year"}) == sorted(fields)


def broken(row):
    """What was complete, with something wrong on most screens."""
    who = actor("somsri")
    wrong = {
        "title": ({"title": "ก", "dimension": None, "outside_plan_reason": ""}, None),
        "indicators": (
            {},
            [{"objective": 1, "text": "ก", "baseline": "4"}, {"objective": 1, "kind": "qualitative", "text": "ข"}],
        ),
        "period": ({"starts_on": row.starts_on, "ends_on": row.starts_on}, None),
        "budget": ({}, [factories.line(), factories.line(rate=900_00)]),
        "follow_up": ({"follow_up_who": ""}, None),
    }
    for key, (fields, values) in wrong.items():
        row = services.write(row.pk, key, fields=fields, rows=values, version=row.version, actor=who)
    return row


@pytest.mark.parametrize("is_empty", [True, False])
def test_a_gap_leads_to_the_very_box(db, at_work, visit, is_empty):
    row = factories.draft(complete=False) if is_empty else broken(factories.draft())
    with translation.override("th"):
        gaps = landing.gaps(reports.with_rows(factories.fresh(row)))
    pages = {screen.key: visit("somsri", f"/requests/{row.pk}/write/{screen.key}/") for screen in screens.ALL}
    lost = [gap for gap in gaps if f'id="{gap.field}"' not in pages[gap.screen.key].content.decode()]
    assert len(gaps) > 6 and lost == []
    assert len({(gap.screen.key, gap.field) for gap in gaps}) >= len(gaps) - 2  # each at its own
    review = visit("somsri", f"/requests/{row.pk}/submit/").content.decode()
    assert all(f"{gap.screen.key}/?back=review#{gap.field}" in review for gap in gaps)


def test_a_question_is_clear_only_when_nothing_of_it_is_missing(db, at_work):
    def kinds(row):
        row = reports.with_rows(factories.fresh(row))
        return {one.question.key: one.kind for one in standing.of(row, landing.gaps(row))}

    assert {*kinds(factories.draft(complete=False)).values()} == {standing.NOT_STARTED}
    whole = factories.draft()
    assert {*kinds(whole).values()} == {standing.CLEAR}
    told = kinds(broken(whole))
    begun = {key for key, kind in told.items() if kind == standing.BEGUN}
    assert begun >= {"what", "gains", "with_what", "follow_up"} and told["responsible"] == standing.CLEAR


def test_a_section_s_own_address_leads_to_its_screen_and_box(draft, somsri):
    answer = somsri.get(f"/requests/{draft.pk}/write/period/?back=request")
    assert answer.headers["Location"] == f"/requests/{draft.pk}/write/steps/?back=request#id_starts_on"


@pytest.mark.parametrize(
    ("back", "place"), [("review", "submit/#results"), ("questions", "write/#results"), ("evil", "")]
)
def test_a_change_leads_back_to_where_one_came_from(draft, write, back, place):
    answer = write("results", {"outputs": "ก", "outcomes": "ข"}, back=back)
    wanted = f"/requests/{draft.pk}/{place}" if place else f"/requests/{draft.pk}/write/steps/"
    assert answer.headers["Location"] == wanted


def test_an_objective_stands_with_its_measures_and_is_kept_as_before(draft, write):
    values = [
        {"text": "หนึ่ง", "measure": "ก", "baseline": "1", "target": "2", "kind": "quantitative"},
        {"text": "", "measure": "ข", "kind": "qualitative", "levels": "1\n2\n3\n4"},
        {"text": "สอง", "measure": "", "kind": "quantitative"},
    ]
    answer = write("gains", {"outputs": "ก", "outcomes": "ข", **rows(*values)})
    assert answer.status_code == 302
    assert list(Objective.objects.values_list("text", flat=True)) == ["หนึ่ง", "สอง"]
    assert list(Indicator.objects.values_list("objective", "text", "levels")) == [(1, "ก", []), (1, "ข", list("1234"))]
    shown = goals.shown(reports.with_rows(factories.fresh(draft)))
    assert [(one["text"], one.get("measure", "")) for one in shown] == [("หนึ่ง", "ก"), ("", "ข"), ("สอง", "")]


@pytest.mark.parametrize("row", [{"measure": "ก", "target": "2", "kind": "quantitative"}, {"text": "ก", "target": "2"}])
def test_a_measure_of_nothing_is_asked_about(draft, write, row):
    answer = write("gains", {"outputs": "ก", "outcomes": "ข", **rows(row)})
    assert answer.status_code == 422 and Objective.objects.get().text != "ก"


def test_an_activity_without_days_lasts_as_long_as_the_project(draft, write):
    days = {"starts_on": "1/3/2569", "ends_on": "30/6/2569"}
    assert write("steps", {**days, "method": "", **rows({"name": "ลงแรง"})}).status_code == 302
    kept = Activity.objects.get()
    assert (kept.starts_on.isoformat(), kept.ends_on.isoformat()) == ("2026-03-01", "2026-06-30")
    answer = write("steps", {"starts_on": "", "ends_on": "", "method": "", **rows({"name": "ลงแรงที่อื่น"})})
    assert answer.status_code == 302 or "ลงแรงที่อื่น" in answer.content.decode()


def money(*amounts: str) -> dict[str, str]:
    funders = factories.fresh(MoneyPart.objects.first().budget_request).possible_funders
    posted = {"money-TOTAL_FORMS": len(amounts), "money-INITIAL_FORMS": 0}
    for n, (funder, amount) in enumerate(zip(funders, amounts, strict=False)):
        told = {"listed": "True", "kind": "funder", "funder": funder.pk, "amount": amount}
        posted |= {f"money-{n}-{name}": value for name, value in told.items()}
    return posted


def test_a_sum_beside_a_funder_s_name_asks_them_and_none_asks_nobody(draft, write):
    line = {"category": "operating", "description": "ค่าอาหาร", "factors": "10 คน", "rate": "100"}
    assert write("costs", {**rows(line), **money("600", "", "400")}).status_code == 302
    assert list(MoneyPart.objects.values_list("amount", flat=True)) == [600_00, 400_00]
    assert BudgetLine.objects.get().amount == 1_000_00


def test_cards_say_each_line_and_the_sum_of_all(draft, somsri):
    page = somsri.get(f"/requests/{draft.pk}/write/costs/").content.decode()
    assert len(re.findall(r'<details class="line"', page)) == 4 and "50 คน × 10 มื้อ × 80" in page
    total = page[page.index('id="total"') :][:600]
    assert "100,000.00" in total and "หนึ่งแสนบาทถ้วน" in total


def test_who_wrote_on_another_screen_is_in_nobody_s_way(draft, somsri):
    """Its own telephone was: what waited for the network on one screen conflicted with what was typed on the next."""
    place = f"/requests/{draft.pk}/write/rationale/"
    seen = re.search(r'name="seen" value="(\w+)"', somsri.get(place).content.decode())[1]
    services.write(draft.pk, "results", fields={"outputs": "ก"}, version=draft.version, actor=actor("boonmee"))
    typed = {"version": draft.version, "seen": seen, "situation": "พิมพ์ไว้"}
    assert somsri.post(place, typed).status_code == 302
    answer = somsri.post(place, {**typed, "situation": "พิมพ์อีกฉบับ"})
    told = text_of(answer)
    assert answer.status_code == 409 and "หน้านี้มีสองฉบับ" in told
    assert told.index("พิมพ์ไว้") < told.index("พิมพ์อีกฉบับ") and factories.fresh(draft).situation == "พิมพ์ไว้"


def test_what_was_said_last_time_is_there_to_be_looked_over(db, at_work, visit):
    factories.submitted()
    row = factories.draft(complete=False)
    page = visit("somsri", f"/requests/{row.pk}/write/backing/").content.decode()
    assert "กลุ่มกาแฟบ้านดอยฮาง" in page and factories.fresh(row).groups == []
    assert "กลุ่มกาแฟ" not in visit("other", "/requests/new/").content.decode()


def test_after_sending_one_reads_number_who_has_it_and_until_when(draft, somsri):
    answer = somsri.post(f"/requests/{draft.pk}/submit/", {"version": draft.version}, follow=True)
    told = text_of(answer)
    assert answer.request["PATH_INFO"] == f"/requests/{draft.pk}/sent/"
    assert "57/2569/0001" in told and "ก.บ.อ. เมืองเชียงราย" in told and "กำหนด" in told

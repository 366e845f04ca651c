"""Every URL has a row that says what each of eight people gets there; a new URL without a row fails."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.pages.conftest import Scene
from tests.reader import Visit, english

NOT_OURS = {"accounts", "i18n"}
# council secretary, its chair, other council, other province, committee, agency, fund, audit
PEOPLE = ("somsri", "boonmee", "other", "stranger", "amphoe_sec", "codi", "treasurer", "auditor")
EVERYBODY = (*PEOPLE, "approver", "board_sec", "secretariat")

ALL = "200 200 200 200 200 200 200 200"
PROVINCE = "200 200 200 404 200 200 200 200"  # whoever holds a seat in the province
# Who is on the way of a request, asked by it, or overlooks the province; a rival reads the open edition.
READERS = "200 200 404 404 200 200 200 200"
COUNCIL = "200 200 404 404 403 403 403 403"
OWN = "200 200 404 404 404 404 404 404"  # drafts and seats: to others they are not there
SECRETARIAT = "403 403 404 404 403 403 403 403"  # its secretariat only, which is none of the eight
AMPHOE = "404 404 404 404 200 404 404 403"
# The committee's own people and who oversees the province; to all others a meeting is not there.
MEETING = "404 404 404 404 200 404 404 200"
COMMITTEE = "403 403 403 403 200 403 403 403"
FUND = "404 404 404 404 404 404 200 200"
TREASURER = "404 404 404 404 404 404 200 403"
NOT_THESE = "404 404 404 404 404 404 403 403"  # the approver's and the cashier's pages
AUDIT = "403 403 403 403 403 403 403 200"
AUDITOR = "404 404 404 404 404 404 404 200"  # who asked for it, and nobody else of the same right
NOBODY_HERE = "403 403 403 403 403 403 403 403"  # the secretariat's, which is none of the eight
VERB = "405 405 405 405 405 405 405 405"  # only POST acts, so that no link does

# URL: (what names the row: a part of the scene, or "=" and a literal), what GET answers to each of PEOPLE
ROWS: dict[str, tuple[str, str]] = {
    "people:seats": ("", ALL),
    "people:act": ("seat", VERB),
    "people:organisation": ("", ALL),
    "people:organisation_of": ("council", "200 200 404 404 200 200 404 200"),  # its own, and the province's offices
    "people:open_seat": ("council", "200 200 404 404 403 403 404 403"),
    "people:name_stand_in": ("council", "403 403 404 404 403 403 404 403"),
    "people:invite": ("seat", "409 409 404 404 403 403 404 403"),  # somebody holds that seat
    "people:let_back_in": ("seat", VERB),
    "people:hand_over": ("seat", "403 200 404 404 403 403 404 403"),  # the chair's own
    "people:resign": ("seat", "403 200 404 404 403 403 404 403"),
    "people:ask_to_end": ("seat", "200 403 404 404 403 403 404 403"),
    "people:confirm_seat": ("seat", "403 403 404 404 409 409 404 409"),  # a council's is not confirmed
    "people:recognise": ("seat", "403 403 404 404 200 200 404 200"),
    "people:reopen_seat": ("seat", VERB),
    "people:agree_to_end": ("=1", VERB),
    "people:drop_end": ("=1", VERB),
    "people:words": ("", "404 404 404 404 200 200 404 200"),
    "people:recovery": ("=1", "404 404 404 404 404 404 404 404"),  # nobody has asked
    "people:vouch": ("=1", "404 404 404 404 404 404 404 404"),
    "people:stop": ("=1", VERB),
    "people:me": ("", ALL),
    "people:address": ("", "302 302 302 302 302 302 302 302"),  # the password once more
    "people:prove_address": ("", ALL),
    "people:end_session": ("=abc", VERB),
    "people:letters": ("", VERB),
    "people:identity": ("=thaid", "302 302 302 302 302 302 302 302"),  # the password once more
    "people:identity_back": ("=thaid", "404 404 404 404 404 404 404 404"),  # none is named in the settings
    "people:codes": ("", "302 302 302 302 302 302 302 302"),  # the password once more
    "people:held": ("", "302 302 302 302 302 302 302 302"),  # nothing is held
    "funds:list": ("", "200 200 200 200 200 200 302 302"),
    "funds:fund": ("=CR", FUND),
    "funds:make_voucher": ("=CR", TREASURER),
    "funds:record_receipt": ("=CR", TREASURER),
    "funds:open_source": ("=CR", TREASURER),
    "funds:holds": ("=CR", FUND),
    "funds:statement": ("=CR =SEED", FUND),
    "funds:export_books": ("=CR", FUND),
    "funds:voucher": ("voucher", FUND),
    "funds:evidence": ("voucher", "404 404 404 404 404 404 404 404"),  # nobody has paid it
    "funds:approve": ("voucher", VERB),
    "funds:reject": ("voucher", NOT_THESE),
    "funds:pay": ("voucher", NOT_THESE),
    "funds:reverse": ("voucher", NOT_THESE),
    "programmes:calls": ("", ALL),
    "programmes:call": ("=1", "200 200 200 404 200 200 200 200"),
    "programmes:add_call": ("", NOBODY_HERE),
    "programmes:change_call": ("=1", "403 403 403 404 403 403 403 403"),
    "programmes:norms": ("", ALL),
    "programmes:norm": ("norm", "200 200 200 404 200 200 200 200"),
    "programmes:export": ("=csv", ALL),
    "programmes:set_norm": ("", NOBODY_HERE),
    "programmes:import_norms": ("", NOBODY_HERE),
    "programmes:end_norm": ("norm", "403 403 403 404 403 403 403 403"),
    "requests:list": ("", ALL),
    "requests:export": ("=csv", ALL),
    "requests:begin": ("", ALL),
    "requests:questions": ("draft", OWN),
    "requests:write": ("draft =title", OWN),
    "requests:fill": ("draft", OWN),
    "requests:bring_many": ("", NOBODY_HERE),
    "requests:many_form": ("=1", "403 403 403 404 403 403 403 403"),
    "requests:batch": ("=1", "404 404 404 404 404 404 404 404"),  # nobody has brought any
    "requests:readiness": ("draft", OWN),
    "requests:demands": ("", ALL),
    "requests:set_demand": ("=title", NOBODY_HERE),
    "requests:form": ("draft", OWN),
    "requests:data": ("submitted", READERS),
    "requests:compare": ("submitted =1 =1", READERS),
    "requests:attach": ("draft", VERB),
    "requests:attachment": ("submitted attachment", READERS),
    "requests:remove_attachment": ("submitted attachment", VERB),
    "requests:take_back_file": ("submitted attachment", VERB),
    "requests:preview": ("draft", OWN),
    "requests:preview_page": ("draft", OWN),
    "requests:preview_pdf": ("draft", OWN),
    "requests:choose_words": ("draft", OWN),
    "requests:take_along": ("draft", "409 409 404 404 404 404 404 404"),  # its call is not over
    "requests:submit": ("draft", OWN),
    "requests:sent": ("submitted", READERS),
    "requests:withdraw": ("funding", COUNCIL),
    "requests:suspend": ("funding", SECRETARIAT),
    "requests:terminate": ("funding", SECRETARIAT),
    "requests:take_up_again": ("funding", VERB),
    "requests:return_for_revision": ("submitted", "403 403 404 404 200 403 403 403"),
    "requests:admit": ("submitted", VERB),
    "requests:resume": ("submitted", VERB),
    "approvals:list": ("", ALL),
    "approvals:plan": ("", COMMITTEE),
    "approvals:agenda": ("in_review", COMMITTEE),
    "approvals:meeting": ("called", MEETING),
    "approvals:list_item": ("called", VERB),
    "approvals:call": ("called", VERB),
    "approvals:call_again": ("called", AMPHOE),
    "approvals:call_off": ("called", VERB),
    "approvals:open_meeting": ("called", AMPHOE),
    "approvals:close": ("session", AMPHOE),
    "approvals:confirm": ("meeting_written", "404 404 404 404 403 404 404 403"),  # who was there, none of the eight
    "approvals:hand_chair": ("item", VERB),
    "approvals:raise_objection": ("item", VERB),
    "approvals:answer_objections": ("item", VERB),
    "approvals:adopt": ("session written", VERB),
    "approvals:adopt_corrected": ("session written", AMPHOE),
    "approvals:item": ("item", READERS),
    "approvals:strike_item": ("item", VERB),
    "approvals:declare": ("item", VERB),
    "approvals:let_stay": ("item interest", VERB),
    "approvals:put_to_vote": ("item", VERB),
    "approvals:vote": ("item", VERB),
    "approvals:close_vote": ("item", VERB),
    "approvals:cast_vote": ("item", VERB),
    "approvals:dissent": ("item", VERB),
    "grants:offer": ("offer", "200 200 404 404 404 200 200 200"),
    "grants:acknowledge": ("offer", VERB),
    "grants:ask_question": ("offer", VERB),
    "grants:answer_question": ("offer", VERB),
    "grants:make_offer": ("offer", VERB),
    "grants:decline": ("offer", VERB),
    "grants:accept": ("offer", VERB),
    "grants:receive_refund": ("offer", "403 403 404 404 404 409 403 403"),  # nothing is due back
    "grants:refund_evidence": ("offer", "404 404 404 404 404 404 404 404"),  # nothing came back yet
    "grants:ask_funder": ("funding", COUNCIL),
    "grants:draw_up": ("funding", VERB),
    "grants:close_request": ("submitted", VERB),
    "grants:agreement": ("agreement", READERS),
    "grants:sign": ("agreement", VERB),
    "grants:evidence": ("instalment", "404 404 404 404 404 404 404 404"),  # the fund's, paid by a voucher
    "grants:instalment": ("instalment", "200 200 404 404 404 404 200 200"),
    "grants:request_payment": ("instalment", VERB),
    "grants:verify": ("instalment", VERB),
    "grants:send_back": ("instalment", VERB),
    "grants:make_voucher": ("instalment", VERB),
    "grants:pay_direct": ("instalment", VERB),
    "grants:send_report": ("instalment", VERB),
    "grants:accept_report": ("instalment", VERB),
    "grants:return_report": ("instalment", VERB),
    "desk:home": ("", ALL),
    "desk:budget_request": ("submitted", "200 200 302 302 200 200 200 200"),
    "documents:set_letterhead": ("council", PROVINCE),
    "documents:specimen": ("council", PROVINCE),
    "documents:emblem": ("council", "404 404 404 404 404 404 404 404"),  # it has none
    "documents:document": ("document", "202 202 404 404 202 202 202 202"),  # its PDF is still being made
    "documents:state": ("document", READERS),
    "documents:making": ("document", READERS),
    "documents:about": ("document", READERS),
    "documents:scan": ("document =1", "404 404 404 404 404 404 404 404"),  # nobody has added one
    "documents:stop_making": ("document", VERB),
    "documents:make_again": ("document", VERB),
    "documents:sign": ("document", VERB),
    "documents:confirm_signature": ("by_hand", VERB),
    "documents:refuse_signature": ("by_hand", "200 200 404 404 403 200 403 403"),
    "documents:attach_scan": ("document", VERB),
    "documents:issue_sheet": ("document", VERB),
    "documents:parcel": ("parcel", AUDITOR),
    "documents:parcel_file": ("parcel", AUDITOR),
    "documents:stop_parcel": ("parcel", VERB),
    "documents:ask_for_zip": ("=request:1", VERB),
    "desk:audit": ("", AUDIT),
    "desk:security": ("", AUDIT),
    "privacy:mine": ("", ALL),
    "privacy:data_request": ("data_request", "200 404 404 404 404 404 404 404"),  # who asked, and the secretariat
    "privacy:answer": ("data_request", "403 404 404 404 404 404 404 404"),
    "privacy:refuse": ("data_request", "403 404 404 404 404 404 404 404"),
    "desk:ask_for_bundle": ("=57", VERB),
    "desk:entries": ("=57 =000", "403 403 403 403 403 403 403 404"),  # nothing is signed here
    "desk:reopen_log": ("=1", VERB),
}
PUBLIC: dict[str, tuple[str, int]] = {
    "requests:shell": ("", 200),
    "requests:worker": ("", 200),
    "people:join": ("", 200),
    "people:ask_to_come_back": ("", 200),
    "people:come_back_in": ("", 200),
    "desk:verifier": ("", 200),
    "documents:style": ("", 200),
    "portal:home": ("", 200),
    "privacy:notice": ("", 200),
    "privacy:edition": ("=1", 200),
    "privacy:record": ("", 200),
    "portal:province": ("=57", 200),
    "portal:requests_of": ("=57", 200),
    "portal:requests": ("", 200),
    "portal:export_of": ("=57 =csv", 200),
    "portal:export": ("=xlsx", 200),
    "portal:search": ("", 200),
    "portal:results": ("", 200),
    "portal:results_of": ("=57", 200),
    "portal:tell": ("=request submitted", 200),
    "portal:card": ("=province =57", 200),
    "portal:poster": ("=fund =CR", 200),
    "portal:embed": ("=request submitted", 200),
    "portal:request": ("submitted", 200),
    "requests:open_data": ("submitted", 200),
    "requests:schema": ("", 200),
    "portal:file": ("submitted attachment", 404),  # nobody opened it
    "portal:small": ("submitted attachment", 404),
    "portal:fund": ("=CR", 200),
    "portal:voucher": ("voucher", 404),  # nothing was paid under it yet
    "portal:agreement": ("agreement", 404),  # nobody has signed it yet
    "portal:resolution": ("=999999", 404),
    "portal:meeting": ("meeting_written", 200),
    "portal:data": ("", 200),
    "portal:data_province": ("=57", 200),
    "portal:data_file": ("=57 =requests.csv", 200),
    "portal:feed": ("=57 =decisions.th", 200),
    "portal:feed_of_all": ("=results.en", 200),
    "portal:calendar": ("=57 =meetings.th", 200),
    "portal:sitemap": ("", 200),
    "portal:sitemap_pages": ("", 200),
    "portal:sitemap_rows": ("=57 =requests-1", 200),
    "portal:robots": ("", 200),
    "api:documentation": ("", 200),
    "api:index": ("", 200),
    "api:openapi": ("", 200),
    "api:rows": ("=57 =requests", 200),
    "api:row": ("=57 =requests =999999", 404),
    "api:package_list": ("", 200),
    "api:package_show": ("", 404),
    "api:nothing": ("=no/such/thing", 404),
    "portal:call": ("=1", 200),
    "portal:place": ("=570101", 200),
    "portal:pictures": ("=57", 200),
    "portal:country_pictures": ("", 200),
    "portal:amphoe_svg": ("=5701", 200),
    "portal:amphoe_png": ("=1001", 404),  # of a province that has not begun
    "portal:picture_svg": ("=57 =flow-2100", 404),  # no year that there could be figures of
    "portal:country_svg": ("=reach", 200),
    "portal:picture_png": ("=57 =reach", 200),
    "portal:country_png": ("=flow", 404),  # of a province alone
    "portal:check": ("", 200),
    "portal:check_code": ("=AAAAA", 404),
    "portal:proof": ("=AAAAA", 404),
    "portal:paper": ("=AAAAA", 404),
    "portal:tlog_proof": ("=AAAAA", 404),
    "portal:log": ("", 200),
    "portal:log_policy": ("", 200),
    "portal:log_checkpoint": ("=99", 404),
    "portal:log_key": ("=99", 404),
    "portal:log_tile": ("=99 =0/000", 404),
    "portal:help": ("", 200),
    "portal:words": ("", 200),
    "portal:guide": ("=council", 200),
    "portal:about": ("", 200),
    "portal:accessibility": ("", 200),
    "portal:checkpoint": ("", 200),
}

# Programs read them.
NO_PAGES = ("desk:verifier", "requests:worker", "portal:checkpoint")


def our_urls(patterns: Iterable[Any], space: str = "") -> Iterator[str]:
    for pattern in patterns:
        if str(pattern.pattern).split("/")[0] in NOT_OURS:
            continue  # pages of the sign-in library, and what stands in their place
        if isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}"
        elif isinstance(pattern, URLResolver):
            yield from our_urls(pattern.url_patterns, f"{pattern.namespace}:" if pattern.namespace else space)


def url(scene: Scene, name: str, parts: str) -> str:
    return reverse(name, args=[part[1:] if part[0] == "=" else getattr(scene, part).pk for part in parts.split()])


def test_every_url_has_a_row():
    found = list(our_urls(get_resolver().url_patterns))
    assert len(found) > 80
    # The page of parts is nobody's where it is not asked for: tests/pages/test_parts.py.
    assert Counter(found) == Counter([*ROWS, *PUBLIC, "parts"])


@pytest.mark.parametrize("name", ROWS)
def test_each_person_gets_what_the_row_says_in_thai(scene, db, visit: Visit, name):
    """Judged of one visit a person: what it answers, and that nothing on it is English."""
    parts, wanted = ROWS[name]
    is_read = wanted != VERB
    pages = {who: visit(who, url(scene, name, parts)) for who in (EVERYBODY if is_read else PEOPLE)}
    assert " ".join(str(pages[who].status_code) for who in PEOPLE) == wanted
    assert not is_read or {who: found for who, page in pages.items() if (found := english(page))} == {}


@pytest.mark.parametrize("name", ROWS)
def test_nobody_is_led_to_sign_in(scene, db, visit: Visit, name):
    parts, wanted = ROWS[name]
    ask = (lambda place: visit("", place, {})) if wanted == VERB else (lambda place: visit("", place))
    answer = ask(url(scene, name, parts))
    assert answer.status_code == 302 and answer.headers["Location"].startswith("/accounts/login/")
    assert english(answer) == []


@pytest.mark.parametrize("name", PUBLIC)
def test_a_public_page_is_the_same_for_all_and_thai(scene, db, visit: Visit, name):
    """Judged of one visit a person, as those of the rows are."""
    parts, status = PUBLIC[name]
    pages = {who: visit(who, url(scene, name, parts)) for who in ("", *EVERYBODY)}
    assert {who: page.status_code for who, page in pages.items() if page.status_code != status} == {}
    assert name in NO_PAGES or {who: found for who, page in pages.items() if (found := english(page))} == {}


@pytest.mark.parametrize(
    "place",
    ["/funds/C%00/", "/funds/CR/sources/S%00/", "/funds/C%00/export-books/", "/provinces/5%00/", "/check/A%00/"],
)
def test_an_address_that_the_database_would_not_take_is_not_found(db, visit: Visit, place):
    answer = visit("auditor", place)
    assert answer.status_code == 404 and english(answer) == []
    assert visit("auditor", "/audit/57%00/ask-for-bundle/", {}).status_code == 404


@pytest.mark.parametrize("name", [name for name in ROWS if ROWS[name][1] == VERB])
def test_a_verb_without_its_form_is_refused_in_words(scene, db, visit: Visit, name):
    """An empty POST by anybody: a page that says something, never an error of ours."""
    place = url(scene, name, ROWS[name][0])
    for who in (*PEOPLE, "approver", "board_sec"):
        assert visit(who, place, {}).status_code in (200, 302, 403, 404, 409, 422), who


def test_a_draft_is_there_for_its_own_council_only(scene, db, visit: Visit):
    for name in ("desk:budget_request", "requests:write", "portal:request"):
        parts = "rival =title" if name == "requests:write" else "rival"
        assert visit("somsri", url(scene, name, parts)).status_code == 404
    assert visit("other", url(scene, "desk:budget_request", "rival")).status_code == 200

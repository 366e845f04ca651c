"""The pages that are measured, each as somebody of the demo's first province asks for it."""

from __future__ import annotations

from dataclasses import dataclass, field

TIMES = 20


@dataclass(frozen=True)
class Page:
    """A page as somebody asks for it; `keys` finds the rows that `url` is asked for in turn.

    `posts` is what they type into its form, which is then sent, `{fresh}` in it another word each time; `photo` is the box
    that takes a new photo each time.
    """

    name: str
    kind: str
    who: str
    url: str
    keys: str = "SELECT 1"
    posts: dict[str, str] = field(default_factory=dict)
    photo: str = ""


def _of(table: str, where: str = "true", order: str = "r.id") -> str:
    """Twenty rows of province 57, spread over all there are."""
    return (
        f"SELECT id FROM (SELECT r.id, row_number() OVER (ORDER BY {order}) n, count(*) OVER () c FROM {table}"
        f" WHERE {where}) found WHERE n % greatest(c / {TIMES}, 1) = 0 LIMIT {TIMES}"
    )


REQUEST = "requests_budgetrequest r"
TAMBONS = f"SELECT code FROM places_subdistrict WHERE province_id = '57' ORDER BY code LIMIT {TIMES}"
AMPHOE = f"SELECT code FROM places_district WHERE province_id = '57' ORDER BY code LIMIT {TIMES}"
IN_57 = "r.province_id = '57' AND r.receipt_number > ''"
BOARD = "approvals_meeting r JOIN people_organisation o ON o.id = r.committee_id"
OF_BOARD = "o.kind = 'fund_board' AND o.province_id = '57'"
ITEM = (
    "approvals_agendaitem r JOIN approvals_meeting m ON m.id = r.meeting_id"
    " JOIN people_organisation o ON o.id = m.committee_id"
)
AGREED = "grants_agreement r JOIN requests_budgetrequest b ON b.id = r.budget_request_id"
INSTALMENT = (
    "grants_instalment r JOIN grants_offer f ON f.id = r.offer_id"
    " JOIN requests_budgetrequest b ON b.id = f.budget_request_id"
)
OFFER = "grants_offer r JOIN requests_budgetrequest b ON b.id = r.budget_request_id"
OF_CODI = (
    "b.province_id = '57' AND r.funder_id = (SELECT s.organisation_id FROM people_seat s"
    " JOIN people_person p ON p.id = s.person_id WHERE p.username = 'codi' ORDER BY s.id LIMIT 1)"
)
VOUCHER = "funds_voucher r JOIN funds_fund f ON f.id = r.fund_id"
DRAFT = (
    "requests_budgetrequest r JOIN people_seat s ON s.organisation_id = r.organisation_id"
    " JOIN people_person p ON p.id = s.person_id"
)
PAPER = "documents_document r JOIN requests_budgetrequest b ON r.subject = 'request:' || b.id"

PROPOSALS = _of(PAPER, "b.province_id = '57' AND r.kind = 'proposal'")
AGREEMENTS = "b.province_id = '57' AND r.kind = 'agreement'"
CODES = f"SELECT code FROM documents_document WHERE id IN ({_of(PAPER, AGREEMENTS)})"
SOURCES = "SELECT s.code FROM funds_moneysource s JOIN funds_fund f ON f.id = s.fund_id WHERE f.code = 'CR'"

# Where a reader of the interface stands, as its addresses spell it.
API = "/api/v1/provinces/57"
BEHIND_REQUESTS = f"SELECT received_on || '~' || id FROM requests_budgetrequest WHERE id IN ({_of(REQUEST, IN_57)})"
RESOLUTION = (
    "approvals_resolution r JOIN approvals_agendaitem i ON i.id = r.item_id JOIN approvals_meeting m ON m.id = i.meeting_id"
    " JOIN people_organisation o ON o.id = m.committee_id"
)
CLOSED = _of(RESOLUTION, "o.province_id = '57' AND m.state = 'closed'")
BEHIND_DECISIONS = f"SELECT m.committee_id || '~' || m.id || '~' || r.id FROM {RESOLUTION} WHERE r.id IN ({CLOSED})"
MOMENT = """to_char(made_at AT TIME ZONE 'UTC', 'YYYYMMDD"T"HH24MISSUS"Z"')"""
PAID = _of(VOUCHER, "f.province_id = '57'")
BEHIND_PAYMENTS = f"SELECT fund_id || '~' || {MOMENT} || '~' || id FROM funds_voucher WHERE id IN ({PAID})"
SIGNED = _of(AGREED, "b.province_id = '57' AND r.state <> 'drafted'")
BEHIND_GRANTS = f"SELECT b.received_on || '~' || b.id || '~' || r.id FROM {AGREED} WHERE r.id IN ({SIGNED})"
EVENTS = "SELECT (size * n / 20)::bigint FROM log.head, generate_series(0, 19) n WHERE tree = '57'"

PAGES = (
    Page("request list", "list", "audit57", "/requests/"),
    Page("request list, older", "list", "audit57", "/requests/?before={}", _of(REQUEST, IN_57)),
    Page("request list, one state", "list", "audit57", "/requests/?state=closed"),
    Page("request list, search", "list", "audit57", "/requests/?q=ไฟป่า"),
    Page("request list, search, nothing", "list", "audit57", "/requests/?q=กขฃคฅ"),
    Page("request list of a council", "list", "doihang", "/requests/"),
    Page("request list of a funder", "list", "codi", "/requests/"),
    Page("desk of a council", "desk", "doihang", "/desk/"),
    Page("desk of a committee", "desk", "muang57-sec", "/desk/"),
    Page("desk of the board", "desk", "board57-sec", "/desk/"),
    Page("desk of a treasurer", "desk", "treasurer57", "/desk/"),
    Page("desk of a cashier", "desk", "cashier57", "/desk/"),
    Page("desk of a funder", "desk", "codi", "/desk/"),
    Page("meetings of the board", "list", "board57-sec", "/meetings/"),
    Page("meeting of the board", "meeting", "board57-sec", "/meetings/{}/", _of(BOARD, OF_BOARD)),
    Page("item of the board", "detail", "board57-sec", "/meetings/items/{}/", _of(ITEM, OF_BOARD)),
    Page("fund", "fund", "treasurer57", "/funds/CR/"),
    Page("statement", "fund", "treasurer57", "/funds/CR/sources/{}/", SOURCES),
    Page("voucher form", "fund", "treasurer57", "/funds/CR/make-voucher/"),
    Page("voucher", "detail", "treasurer57", "/vouchers/{}/", _of(VOUCHER, "f.code = 'CR'")),
    Page("request", "detail", "audit57", "/requests/{}/", _of(REQUEST, IN_57)),
    Page("offer", "detail", "codi", "/offers/{}/", _of(OFFER, OF_CODI)),
    Page("agreement", "detail", "audit57", "/grants/agreements/{}/", _of(AGREED, "b.province_id = '57'")),
    Page(
        "instalment",
        "detail",
        "treasurer57",
        "/grants/instalments/{}/",
        _of(INSTALMENT, "b.province_id = '57' AND f.source_id IS NOT NULL"),
    ),
    Page("paper", "detail", "audit57", "/documents/{}/about/", PROPOSALS),
    Page("people of an organisation", "detail", "admin57", "/people/organisation/"),
    Page("auditors' desk", "detail", "audit57", "/audit/"),
    Page("public home", "public", "", "/"),
    Page("public province", "public", "", "/provinces/57/"),
    Page("public request", "public", "", "/public/requests/{}/", _of(REQUEST, IN_57)),
    Page("public tambon", "public", "", "/public/places/{}/", TAMBONS),
    Page("public amphoe", "public", "", "/public/places/{}/", AMPHOE),
    Page("public pictures", "public", "", "/public/provinces/57/pictures/"),
    Page("public country", "public", "", "/public/pictures/"),
    Page("public search", "public", "", "/search/?q=ไฟป่า"),
    Page("public search, a slip", "public", "", "/search/?q=ไฟปาาบ้าน"),
    Page("public search, two slips", "public", "", "/search/?q=แปรรูบกาแฟบานดอยฮวง"),
    Page("public search, nothing", "public", "", "/search/?q=กขฃคฅฆงจฉช"),
    Page("public search, an amount", "public", "", "/search/?q=50,000"),
    Page("public list", "public", "", "/provinces/57/requests/"),
    Page("public list, filtered", "public", "", "/provinces/57/requests/?state=done&year=2569&from=10000"),
    Page("public list, late", "public", "", "/provinces/57/requests/?late=1"),
    Page("public list of the country", "public", "", "/public/requests/"),
    Page("public list of the country, filtered", "public", "", "/public/requests/?state=done&year=2569"),
    Page("public list of the country, late", "public", "", "/public/requests/?late=1&from=50000"),
    Page("public list of the country, words", "public", "", "/public/requests/?q=ไฟป่า&state=done"),
    Page("public results", "public", "", "/public/results/"),
    Page("check of a paper", "public", "", "/check/{}/", CODES),
    Page("open data of a province", "public", "", "/data/57/"),
    Page("feed of decisions", "public", "", "/feeds/57/decisions.th.atom"),
    Page("calendar of due days", "public", "", "/feeds/57/due.th.ics"),
    Page("interface: requests", "interface", "", f"{API}/requests/?after={{}}", BEHIND_REQUESTS),
    Page("interface: decisions", "interface", "", f"{API}/decisions/?after={{}}", BEHIND_DECISIONS),
    Page("interface: payments", "interface", "", f"{API}/payments/?after={{}}", BEHIND_PAYMENTS),
    Page("interface: grants", "interface", "", f"{API}/grants/?after={{}}", BEHIND_GRANTS),
    Page("interface: changes", "interface", "", f"{API}/requests/?since_event={{}}", EVENTS),
    Page(
        "write a page of a request",
        "writing",
        "doihang",
        "/requests/{}/write/rationale/",
        _of(DRAFT, "p.username = 'doihang' AND r.state = 'draft'"),
        posts={"press": "stay"},
    ),
    Page(
        "change a letter head",
        "writing",
        "doihang",
        "/organisations/{}/letterhead/",
        "SELECT s.organisation_id FROM people_seat s JOIN people_person p ON p.id = s.person_id"
        " WHERE p.username = 'doihang'",
        posts={"unit": "งานโครงการ"},
    ),
    # The photo is opened in a process of its own, which costs more than all the rest: no page's bar is about it.
    Page(
        "record a receipt, with a photo",
        "a file",
        "treasurer57",
        "/funds/CR/record-receipt/",
        posts={
            "amount": "1,000.00",
            "payee": "ผู้ให้",
            "evidence": "letter",
            "evidence_reference": "หนังสือ {fresh}",
            "memo": "บริจาค",
        },
        photo="file",
    ),
)

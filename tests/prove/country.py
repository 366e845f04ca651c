"""Two provinces in which the same things happen, three councils with affairs of the same kind, and everybody who might look.

A row of each kind is there three times: one's own, another's of the same province, another province's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

from django.conf import settings
from django.test import Client

from approvals import services as approvals
from desk import services as desk
from documents import services as documents
from documents.models import Document
from funds.models import Fund
from jobs import clock
from people import services as people
from people.actors import Actor
from people.middleware import SESSION_KEY
from people.models import Organisation, Person, Recovery, Seat
from tests import factories, world
from tests.pages import unfit
from tests.pages.test_every_state import give_enough

SYSTEM = Actor.system()
ANOTHER = {"somsri": "other", "boonmee": "other_chair", "auditor": "auditor", "governor": "governor"}
# What stands beside the people of `tests.world` in Chiang Rai: (organisation, kind, role, fields of the organisation).
BESIDE = {
    "other_chair": ("สภาองค์กรชุมชนตำบลรอบเวียง", "council", "chair", {}),
    "council_member": ("สภาองค์กรชุมชนตำบลเวียง", "council", "member", {}),
    "tambon_sec": ("ก.บ.ต. เวียง", "tambon_committee", "secretary", {"district_id": "5701", "subdistrict_id": "570101"}),
    "tambon2_sec": (
        "ก.บ.ต. นางแล",
        "tambon_committee",
        "secretary",
        {"district_id": "5701", "subdistrict_id": "570105"},
    ),
    "amphoe2_sec": ("ก.บ.อ. เวียงชัย", "amphoe_committee", "secretary", {"district_id": "5702"}),
    "province_sec": ("ก.บ.จ. เชียงราย", "province_committee", "secretary", {}),
    "network_sec": ("เครือข่ายสภาฯ เชียงราย", "network", "secretary", {}),
    "agency3": ("สวทช. เชียงราย", "partner_agency", "officer", {}),
}
SECOND_FUND = ["treasurer2", "board2_sec"]


def mirrored(name: str) -> str:
    """Who does in Phayao what `name` does in Chiang Rai."""
    return "stranger" if name == "somsri" else f"{name}_p"


# Each room of the factories has the name of its own.
WALKERS = (factories, factories.meetings, factories.money, factories.people, factories.proposals)


@contextmanager
def played_by(who: Callable[[str], str]) -> Iterator[None]:
    """What factories walk and the world sets up, done by others."""
    real, of = factories.actor, world._of
    with ExitStack() as stack:
        for room in WALKERS:
            stack.enter_context(patch.object(room, "actor", lambda name: real(who(name))))
        stack.enter_context(patch.object(world, "_of", lambda name: of(who(name))))
        yield


def join(organisation: Organisation, role: str, username: str, **term: Any) -> Seat:
    seat = people.open_seat(organisation.pk, role=role, actor=SYSTEM, **term)
    _invitation, code = people.invite(seat.pk, actor=SYSTEM)
    people.accept_invitation(code, username=username, full_name=f"นาม {username}", password=world.PASSWORD)
    return Seat.objects.get(pk=seat.pk)


def phayao() -> None:
    """The same offices and people as in Chiang Rai, under the names that `mirrored` gives."""
    chiang_rai = {key: unfit.of(name).organisation for name, (key, _role, _name) in world.SEATS.items()}
    made = {"phayao_council": chiang_rai["phayao_council"], "council": chiang_rai["phayao_council"]}
    for key, one in sorted(chiang_rai.items(), key=lambda pair: pair[1].parent_id or 0):  # a fund before its board
        if key not in (*made, "other_council"):
            places = {"district_id": "5601"} if one.district_id else {}
            parent = {"parent": made["fund"]} if one.parent_id else {}
            terms = {"letter_code": "พย 56", **places, **parent, "kind": one.kind, "name_th": one.name_th}
            made[key] = people.create_organisation(province_id="56", actor=SYSTEM, **terms)
    for name, (key, role, _full) in world.SEATS.items():
        if key in made and name not in ("somsri", "stranger"):
            join(made[key], role, mirrored(name), starts_on=clock.today() - timedelta(days=120))
    with played_by(mirrored):
        world.stand(SYSTEM)
        world.rules(SYSTEM, "56")
        world.open_fund(made["fund"], "PY")


def beside() -> None:
    """Other offices of the same kinds, and seats in which nobody acts."""
    for username, (name, kind, role, terms) in BESIDE.items():
        known = Organisation.objects.filter(name_th=name, province="57", kind=kind).first()
        here = {"kind": kind, "name_th": name, "province_id": "57", "actor": SYSTEM}
        join(known or people.create_organisation(**here, **terms), role, username)
    unfit.governor()
    _stand(["agency3", "amphoe2_sec", "province_sec"])
    chair = factories.actor("amphoe_chair")
    people.confirm_seat(unfit.of("agency3").pk, basis="มติที่ประชุม 1/2569", actor=chair)
    idle()


def second_fund() -> Fund:
    """Of the same province, with its own board; opened last, for the factories look for the one fund of a province."""
    here = {"province_id": "57", "actor": SYSTEM}
    fund = people.create_organisation(kind="central_fund", name_th="กองทุนที่สอง", **here)
    board = people.create_organisation(kind="fund_board", name_th="คณะกรรมการกองทุนที่สอง", parent=fund, **here)
    join(fund, "treasurer", "treasurer2")
    join(board, "secretary", "board2_sec")
    _stand(SECOND_FUND)
    people.confirm_seat(unfit.of("treasurer2").pk, basis="มติ 1", actor=Actor.in_seat(unfit.of("board2_sec")))
    with played_by(lambda name: "treasurer2" if name == "treasurer" else name):
        world.open_fund(fund, "C2", number=2)
    return Fund.objects.get(code="C2")


def _stand(names: list[str]) -> None:
    for name in names:
        for official in ("amphoe_chair", "secretariat"):
            people.recognise(unfit.of(name).pk, card="identity", actor=factories.actor(official))


def idle() -> None:
    """Whose term is over or to come, whose seat is shut, not confirmed, or held by somebody nobody recognised."""
    council, fund = unfit.of("somsri").organisation, unfit.of("cashier").organisation
    day = timedelta(days=1)
    with clock.at(clock.now() - 3 * day):
        join(council, "secretary", "over", starts_on=clock.today(), ends_on=clock.today() + day)
    people.open_seat(council.pk, role="member", actor=SYSTEM)  # nobody's yet
    join(council, "secretary", "to_come", starts_on=clock.today() + day)
    join(council, "secretary", "shut")
    seat = unfit.of("shut")
    shut = Seat.objects.filter(pk=seat.pk)
    factories.on_record(lambda: shut.update(shut_at=clock.now(), shut_by=seat.person))
    join(fund, "treasurer", "unconfirmed")
    _stand(["unconfirmed"])
    join(unfit.of("auditor").organisation, "auditor", "unrecognised")
    # Two seats of one person: a member of a council here, the secretary of one there.
    join(council, "member", "two")
    seat = people.open_seat(unfit.of("stranger").organisation_id, role="secretary", actor=SYSTEM)
    _invitation, code = people.invite(seat.pk, actor=SYSTEM)
    people.accept_invitation(code, person=Person.objects.get(username="two"))


def affairs(province: str) -> Any:
    """Of everything one, as whoever plays it; `factories` walk it."""
    funding, agreement = factories.funding(), factories.drawn_up()
    factories.printed(agreement)
    opened = factories.in_session()
    item = factories.the_item(opened)
    member, auditor = factories.actor("amphoe_m1"), factories.actor("auditor")
    submitted = factories.submitted()
    written = factories.close(factories.meeting("amphoe")).rounds.get()
    chair, secretary = factories.actor("boonmee"), factories.actor("somsri")
    by_hand = factories.said_by_hand(agreement)
    document = Document.objects.get(subject=submitted.subject, kind="proposal")
    scan = agreement.document_id and Document.objects.get(pk=agreement.document_id).scans.get()
    terms = {"ends_on": clock.today(), "basis": "มติ 3/2569", "actor": secretary}
    return SimpleNamespace(
        province=province,
        fund=Fund.objects.get(province=province),
        draft=factories.draft(),
        submitted=submitted,
        in_review=factories.in_review(),
        funding=funding,
        called=factories.meeting("amphoe", opened=False),
        session=opened,
        written=written,
        meeting_written=written.meeting,
        item=item,
        interest=approvals.declare(item.pk, seat_id=member.seat_id or 0, kind="relative", reason="พี่", actor=member),
        offer=factories.offer_of(funding, "พอช."),
        agreement=agreement,
        instalment=factories.instalment(agreement, factories.FUND),
        voucher=factories.voucher(factories.signed()),
        attachment=submitted.attachments.get(),
        parcel=documents.make_parcel(desk.ask_for_bundle(province, actor=auditor).pk),
        document=document,
        scanned=scan,
        by_hand=by_hand,
        seat=chair.seat,
        council=submitted.organisation,
        data_request=factories.data_request(),
        recovery=_asked(chair),
        unseating=people.ask_to_end(chair.seat_id or 0, **terms),
    )


def _asked(who: Actor) -> Recovery:
    people.ask_recovery(who.by_person.username)
    return Recovery.objects.get(person=who.person_id)


def sides() -> dict[str, Any]:
    """Own, another's, foreign. The second fund of the province is another's too."""
    give_enough()
    own = affairs("57")
    with played_by(lambda name: ANOTHER.get(name, name)):
        another = affairs("57")
    with played_by(mirrored):
        foreign = affairs("56")
    another.fund = second_fund()
    for side, tree in ((own, "57"), (another, "system"), (foreign, "56")):
        side.alarm = unfit.stopped_log(tree, stops=False)
    return {"own": own, "another": another, "foreign": foreign}


SEVERAL = ("two",)  # persons whose seats are looked at one by one


def keys_of(names: list[str]) -> dict[str, str]:
    """A session of each, signed in; of a person with several seats one for each: "two@council"."""
    keys: dict[str, str] = {}
    for name in names:
        person = Person.objects.get(username=name)
        for seat in person.seats.order_by("pk") if name in SEVERAL else [None]:
            client = Client()
            client.force_login(person)
            session = client.session
            session[SESSION_KEY] = seat.pk if seat else None
            session.save()
            said = f"{name}@{seat.organisation.province_id}" if seat else name
            keys[said] = client.cookies[settings.SESSION_COOKIE_NAME].value
    return keys

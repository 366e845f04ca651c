"""Builds the demo in one transaction: cut short, it leaves nothing behind; done, it is on record and never done twice."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

from django.db import connection, transaction
from django.utils import translation

from audit.log import SYSTEM, record, recorded
from audit.reports import events_of
from demo import committees, provinces
from demo.cast import Cast
from demo.days import Days, Pace, Steps
from demo.facts import BuiltFacts
from demo.life import Life
from demo.material import Plot, plots
from demo.world import World
from grants import services as grants
from grants.models import Offer
from jobs import clock
from jobs.patience import patient
from people.actors import Actor
from people.models import Organisation
from requests.models import BudgetRequest

SUBJECT = "demo"
STORY_DAYS = 335
_LOCK = 0x6465_6D6F
Tell = Callable[[str], None]


class OtherData(Exception):
    """The demo is not mixed with what people wrote."""


def is_there() -> bool:
    return bool(events_of(SUBJECT, limit=1))


def build(seed: int, tell: Tell) -> str:
    """Make the demo up to this moment and answer its digest. OtherData on a database that holds something else."""
    with patient(), transaction.atomic(), translation.override("th"):
        _alone()
        if Organisation.objects.exists():
            raise OtherData("This database holds other data; the demo is made in an empty one.")
        world = _live(seed, clock.now(), tell)
        digest = digest_of(world)
        _conclude(seed, digest)
    return digest


def _alone() -> None:
    """Wait for another who is building: both would have found the database empty."""
    with connection.cursor() as cursor:
        # For minutes, if need be: that is how long a demo takes.
        cursor.execute("SET LOCAL lock_timeout = 0")
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def _live(seed: int, end: datetime, tell: Tell) -> World:
    world = World(seed, Cast(Random(seed)), Days(end))
    start = world.pace("start").on(end - timedelta(days=STORY_DAYS))
    tell("provinces, committees and people")
    with clock.at(start.replace(hour=8, minute=30)):
        provinces.prepare(world.cast, end.astimezone(clock.BANGKOK).date())
    for plot in plots():
        life = Life(world, plot)
        world.days.enter(_begins(life.pace, end, plot.days_ago), life.live())
    for committee in committees.all_of(world):
        world.days.enter(start, committee.work())
        world.days.enter(committee.pace.on(end - timedelta(days=committees.NOTICE_DAYS)), committee.look_ahead())
    world.days.enter(start, provinces.later_money(world.cast, world.pace("money")))
    world.days.enter(start.replace(hour=6), _nightly())
    world.days.enter(start, _months(end, tell))
    world.days.run()
    return world


def _begins(pace: Pace, end: datetime, days_ago: int) -> datetime:
    """A working moment so many days ago; at a weekend as many more as it takes, for the next one has yet to come."""
    moment = pace.on(end - timedelta(days=days_ago))
    return moment if moment <= end else _begins(pace, end, days_ago + 1)


def _nightly() -> Steps:
    """What the clock does by itself."""
    while True:
        grants.lapse_overdue(actor=Actor.system())
        yield clock.now() + timedelta(days=1)


def _months(end: datetime, tell: Tell) -> Steps:
    while clock.now() < end:
        tell(f"{clock.today():%B %Y}: {BudgetRequest.objects.count()} requests")
        yield clock.now() + timedelta(days=61)


@recorded
def _conclude(seed: int, digest: str) -> None:
    record("demo.built", tree=SYSTEM, subject=SUBJECT, actor=Actor.system(), facts=BuiltFacts(seed=seed, digest=digest))


def digest_of(world: World) -> str:
    """What two demos of one seed and day have in common: titles, amounts, states, numbers."""
    lines = [
        f"{plot.number}|{row.title}|{row.amount}|{row.endorsed_amount}|{row.state}|{row.receipt_number}|{row.due_on}"
        for plot, row in _told(world)
    ]
    offers = Offer.objects.order_by("budget_request", "pk").values_list("funder__name_th", "state", "amount")
    return hashlib.sha256("\n".join([*lines, *map(str, offers)]).encode()).hexdigest()[:16]


def _told(world: World) -> list[tuple[Plot, BudgetRequest]]:
    rows = BudgetRequest.objects.in_bulk(world.plots)
    return sorted(((plot, rows[pk]) for pk, plot in world.plots.items()), key=lambda pair: pair[0].number)


def counts() -> dict[str, int]:
    return dict(sorted(Counter(BudgetRequest.objects.values_list("state", flat=True)).items()))

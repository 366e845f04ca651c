"""Two provinces set up, words planted, everybody signed in, and every verb's form as who may has it on the page."""

from __future__ import annotations

from functools import cache
from http.cookies import SimpleCookie
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.test import Client

from grants.models import Agreement, Instalment
from people import typed
from people.actors import Actor
from people.models import Person
from tests.front import shown_forms
from tests.pages.test_every_state import made
from tests.pages.test_roles import EVERYBODY, ROWS, VERB
from tests.prove import cells, country, oracle, planted
from tests.prove.cells import Looker, Target, targets
from tests.reader import whole
from tests.test_audit.test_remembering import Signer

HERE = [
    *EVERYBODY,
    "amphoe_chair",
    "amphoe_m1",
    "board_chair",
    "board_m1",
    "cashier",
    "thpf",
    *country.BESIDE,
    *country.SECOND_FUND,
    "governor",
]
THERE = ["somsri", "boonmee", "amphoe_sec", "board_sec", "treasurer", "approver", "cashier", "codi", "auditor"]
IDLE = ["over", "to_come", "shut", "unconfirmed", "unrecognised", "two", "secretariat_p"]
NAMES = [*HERE, *(country.mirrored(name) for name in THERE), *IDLE]
STATE: dict[str, Any] = {}  # what forked processes find


def set_the_scene() -> None:
    rows = made()
    country.phayao()
    country.beside()
    sides = country.sides()
    _sign()
    keys = country.keys_of(NAMES)
    STATE["seen"] = {}
    STATE["planted"] = planted.plant()
    STATE["targets"] = list(targets(sides, rows))
    for target in STATE["targets"]:
        if target.row is not None:  # others have gone on with some of them meanwhile
            target.row.refresh_from_db()
    STATE["lookers"] = [Looker("", Actor(), ""), *(_looker(name, key) for name, key in keys.items())]
    STATE["shown to"] = {}
    STATE["forms"] = {number: form for number, one in enumerate(STATE["targets"]) if (form := _form_of(one))}
    STATE["public"] = list(cells.public_targets(sides["own"]))


def _sign() -> None:
    """Until a tree is signed nobody gets its events, whoever asks."""
    with TemporaryDirectory() as folder:
        signer = Signer(Path(folder) / "memory")
        signer.sign()
        signer.connection.close()


def _looker(name: str, key: str) -> Looker:
    person = Person.objects.get(username=name.split("@")[0])
    seats = person.seats_today
    if "@" in name:
        seats = [seat for seat in seats if seat.organisation.province_id == name.split("@")[1]]
    who = Actor(person=person, seat=seats[0] if seats else None)
    seen = {number for number, (_where, row) in STATE["planted"].items() if _reads(row, who)}
    return Looker(name, who, key, frozenset(seen))


def _reads(row: Any, who: Actor) -> bool:
    key = (type(row), row.pk, who.person_id, who.seat_id)
    if key not in STATE["seen"]:
        STATE["seen"][key] = oracle.sees(row, who)
    return bool(STATE["seen"][key])


def _form_of(target: Target) -> Any:
    """The form as who may has it on the page; None for what is one press."""
    found = oracle.verb_of(target.name, target.row)
    if found is None or target.row is None or oracle.sort_of(target.name, found[1]) == oracle.PRESS:
        return None
    table, verb = found
    row = target.row.signatures.first() if target.name == "documents:sign" else target.row
    if row is None or not table.fits(verb, row):
        return None
    for looker in STATE["lookers"][1:]:
        if oracle.sees(target.row, looker.who) and not table.reason_against(verb.name, looker.who, row):
            page = target.url if ROWS[target.name][1] != VERB else page_of(target)
            answer = whole(browser_of(looker).get(page))
            forms = shown_forms.forms_of(answer.content.decode(errors="replace"), page) if not answer.streaming else []
            if form := shown_forms.form_at(forms, target.url):
                STATE["shown to"][target.url] = looker
                return form
    return None


def page_of(target: Target) -> str:
    if target.name == "requests:attach":
        return f"/requests/{target.row.pk}/write/attachments/"
    if target.name.startswith("documents:") and not hasattr(target.row, "place"):
        return f"/documents/{target.row.pk}/about/"
    if isinstance(target.row, Agreement | Instalment):
        return f"/grants/{target.row._meta.model_name}s/{target.row.pk}/"
    return str(target.row.get_absolute_url())


@cache
def _one_browser() -> Client:
    """Its middleware is loaded once a process."""
    return Client(raise_request_exception=False)


def browser_of(looker: Looker) -> Client:
    """As if it had just been opened, with the looker's session in it."""
    browser = _one_browser()
    browser.cookies = SimpleCookie()
    if looker.key:
        browser.cookies[settings.SESSION_COOKIE_NAME] = looker.key
    return browser


def fair(at: int, target: Target) -> dict[str, Any]:
    form = STATE["forms"].get(at) or next(
        (
            STATE["forms"][n]
            for n, one in enumerate(STATE["targets"])
            if one.name == target.name and n in STATE["forms"]
        ),
        None,
    )
    sent = form.fair() if form else {"reason": "x", "text": "x"}
    # In which seat it was shown is asked before the right is; that question has its own test.
    sent.pop(typed.BY, None)
    version = getattr(target.row, "version", None)
    return {**sent, "version": version} if version is not None else sent

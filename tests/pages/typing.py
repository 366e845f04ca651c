"""Every form, and everything that can stand between it and what it is for: what was typed is found again in each case."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import cache
from html import unescape
from html.parser import HTMLParser
from typing import Any
from unittest.mock import patch
from urllib.parse import urlencode

from django.conf import settings
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.core.handlers.base import BaseHandler
from django.db import OperationalError, transaction
from django.http import Http404, HttpResponse
from django.test import Client, override_settings

from audit.errors import Conflict
from audit.verbs import TABLES
from config import front
from people import held_forms, idling, pages, typed
from people.models import Person
from requests import screens
from tests.pages.conftest import Scene
from tests.pages.test_roles import PEOPLE, PUBLIC, ROWS, VERB, url
from tests.reader import whole

HELD = "/people/held/"
Keys = dict[str, str]
# Typed into no box, though a box it is.
NOT_TEXT = {"hidden", "submit", "checkbox", "radio", "file", "password"}


@dataclass(frozen=True)
class Form:
    place: str
    who: str
    names: tuple[str, ...]
    carried: tuple[tuple[str, str], ...] = ()

    @property
    def words(self) -> dict[str, str]:
        """Words of their own in each box."""
        return {name: f"ถ้อยคำที่ {number} <ก> & “ข”" for number, name in enumerate(self.names, 1)}


class Boxes(HTMLParser):
    """The boxes of each form of a page that sends something: {address: names}."""

    def __init__(self, place: str) -> None:
        super().__init__()
        self.place, self.action = place, ""
        self.found: dict[str, list[str]] = {}
        self.carried: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag == "form":
            self.action = (told.get("action") or self.place) if (told.get("method") or "").lower() == "post" else ""
        elif self.action and (told.get("name") or "").endswith("_FORMS"):
            self.carried[told["name"] or ""] = told.get("value") or ""
        elif (
            self.action
            and (name := told.get("name"))
            and (tag == "textarea" or (tag == "input" and told.get("type", "text") not in NOT_TEXT))
        ):
            self.found.setdefault(self.action, []).append(name)

    def handle_endtag(self, tag: str) -> None:
        self.action = "" if tag == "form" else self.action


def forms(scene: Scene, keys: Keys) -> list[Form]:
    """All that stand on a page of the scene, and those that a verb asks for on pages in other states."""
    found: dict[str, Form] = {}
    for who, place in _pages(scene):
        boxes = _boxes(place, who, keys)
        for action, names in boxes.found.items():
            carried = tuple(boxes.carried.items()) if action == place else ()
            found.setdefault(action, Form(action, who, tuple(dict.fromkeys(names)), carried))
    for name, asked in _asked().items():
        place = url(scene, name, ROWS[name][0])
        if asked and place not in found:
            found[place] = Form(place, PEOPLE[0], asked)
    return [form for form in found.values() if _kept(form)]


def _kept(form: Form) -> bool:
    return any(not typed.SECRET.search(name) and name != "code" for name in form.names)


def _pages(scene: Scene) -> Iterator[tuple[str, str]]:
    for name, (parts, wanted) in ROWS.items():
        who = next((who for who, status in zip(PEOPLE, wanted.split(), strict=True) if status == "200"), "secretariat")
        if wanted != VERB:
            yield who, url(scene, name, parts)
    yield from (("somsri", f"/requests/{scene.draft.pk}/write/{section.key}/") for section in screens.ALL)
    yield from (("", url(scene, name, parts)) for name, (parts, status) in PUBLIC.items() if status == 200)
    yield from (("", place) for place in ("/accounts/login/", "/accounts/password/reset/"))


def _boxes(place: str, who: str, keys: Keys) -> Boxes:
    answer = whole(browser_of(who, keys).get(place))
    boxes = Boxes(place)
    if not answer.streaming and answer.status_code == 200:
        boxes.feed(answer.content.decode(errors="replace"))
    return boxes


def _asked() -> dict[str, tuple[str, ...]]:
    return {
        f"{table.room}:{verb.name}": _texts(verb.asks)
        for table in TABLES.values()
        for verb in table
        if verb.asks and f"{table.room}:{verb.name}" in ROWS
    }


def _texts(form: Any) -> tuple[str, ...]:
    fields = form.base_fields.items()
    kinds = {name: getattr(field.widget, "input_type", "textarea") for name, field in fields}
    return tuple(name for name, kind in kinds.items() if kind not in {*NOT_TEXT, "select"})


def browser_of(who: str, keys: Keys, *, checks: bool = False) -> Client:
    """In which this person has been before."""
    browser = Client(enforce_csrf_checks=checks, raise_request_exception=False)
    if who:
        browser.cookies[settings.SESSION_COOKIE_NAME] = keys[who]
        browser.cookies[held_forms.PERSON] = _known(who)
    return browser


@cache
def _known(who: str) -> str:
    person = Person.objects.get(username=who)
    return signing.get_cookie_signer(salt=held_forms.PERSON * 2).sign(str(person.pk))


# -- causes: each makes one POST fail, and says where the words are found afterwards ----------------------------------------


def raising(error: Exception) -> Callable[..., Any]:
    @contextmanager
    def cause() -> Iterator[None]:
        def view(*_args: Any, **_kwargs: Any) -> HttpResponse:
            raise error

        with patch.object(BaseHandler, "make_view_atomic", lambda _self, _view: view):
            yield

    return cause


def answering(make: Callable[[Any], HttpResponse]) -> Callable[..., Any]:
    @contextmanager
    def cause() -> Iterator[None]:
        with patch.object(BaseHandler, "make_view_atomic", lambda _self, _view: lambda request, **_at: make(request)):
            yield

    return cause


def _refused_and_led_on(request: Any) -> HttpResponse:
    def act() -> None:
        raise Conflict("ไม่ได้", code="x")

    return pages.do(request, act, to="/people/seats/", done="")


@contextmanager
def database_away() -> Iterator[None]:
    away = OperationalError("away")
    with raising(away)(), patch.object(held_forms.HeldForm.objects, "create", side_effect=away):
        yield


@contextmanager
def too_large() -> Iterator[None]:
    with patch.object(front, "SMALL", 0), patch.object(front, "most_of", lambda _path: 1):
        yield


@contextmanager
def too_many_fields() -> Iterator[None]:
    with override_settings(DATA_UPLOAD_MAX_NUMBER_FIELDS=1):
        yield


@contextmanager
def idle() -> Iterator[None]:
    with patch.object(idling, "end_if_idle", lambda request: idling._end(request, request.user)):
        seats = patch("people.idling.note")
        first = patch("people.idling.next", lambda _seats: request_seat, create=True)
        with seats, first:
            yield


class request_seat:  # stands for a seat of money in the line that tells the security log
    pk = None
    organisation = type("organisation", (), {"province_id": "57"})


@contextmanager
def nothing() -> Iterator[None]:
    yield


IN_PLACE: dict[str, Callable[..., Any]] = {
    "a lost right": raising(PermissionDenied("ไม่มีสิทธิ")),
    "a row that is open no more": raising(Http404()),
    "a conflict": raising(Conflict("เปลี่ยนไปแล้ว", code="x")),
    "an error of ours": raising(RuntimeError("x")),
    "the database away": database_away,
    "too often": answering(lambda request: pages.render(request, "429.html", status=429)),
    "an answer that says nothing": answering(lambda _request: HttpResponse(status=422)),
    "not so": answering(lambda _request: HttpResponse(status=405, headers={"Allow": "GET"})),
    "too large": too_large,
    "too many fields": too_many_fields,
}
LATER = {"refused, and led on": answering(_refused_and_led_on), "left alone too long": idle}


def cells(form: Form) -> list[str]:
    """The causes that can be tried on this form."""
    told = [*IN_PLACE, "no token", "no cookies", "typed wrong"]
    if not form.who:
        return [cause for cause in told if cause not in ("an answer that says nothing", "typed wrong")]
    return [*told, *LATER, "signed out meanwhile", "another council", "another province"]


def lost(form: Form, cause: str, keys: Keys) -> list[str]:
    """The words that are found nowhere after this; everything is as before then."""
    with ExitStack() as stack:
        stack.enter_context(transaction.atomic())
        seen = _seen(form, cause, keys)
        transaction.set_rollback(True)
    return [word for name, word in form.words.items() if word not in seen and name != "code"]


def _seen(form: Form, cause: str, keys: Keys) -> str:
    browser = browser_of(form.who, keys, checks=cause == "no token")
    sent = urlencode({"version": "0", **dict(form.carried), **form.words})
    if cause == "no cookies":
        browser = Client(enforce_csrf_checks=True)
    if cause == "signed out meanwhile":
        del browser.cookies[settings.SESSION_COOKIE_NAME]
    for another, who in {"another council": "other", "another province": "stranger"}.items():
        if cause == another:
            browser = browser_of(who, keys)
            form = replace(form, who=who)
    with {**IN_PLACE, **LATER}.get(cause, nothing)():
        answer = whole(browser.post(form.place, sent, "application/x-www-form-urlencoded"))
    return _all_that_is_shown(browser, form, answer, keys)


def _all_that_is_shown(browser: Client, form: Form, answer: HttpResponse, keys: Keys) -> str:
    """The answer, and what its author finds among what is kept."""
    seen = answer.content.decode(errors="replace") if not answer.streaming else ""
    if answer.status_code < 400 and not answer.headers.get("Location", "/").startswith("/accounts/login/"):
        kept = browser.get(HELD).content.decode() if form.who else ""
        # Done: what was typed is where it belongs.
        return unescape(seen + kept) + ("".join(form.words.values()) if not kept and answer.status_code == 302 else "")
    if form.who and answer.status_code >= 400:
        seen += browser.get(HELD).content.decode()
    if form.who and answer.status_code == 302:
        browser.force_login(Person.objects.get(username=form.who))
        seen += browser.get(HELD).content.decode()
    return unescape(seen)

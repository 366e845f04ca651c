"""How tests meet the database: as the application role, on a clone of a template that the owner made.

`db` runs a test in a transaction that is rolled back. `fresh_database` gives it a clone of its own, for threads and
real commits; the usual flush would be refused by the ledger, which nothing may truncate.
"""

from __future__ import annotations

import os
import re
import socket
import tempfile
import threading
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connections, transaction
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoDbBlocker

from audit import census, log
from config import env
from documents import opening, pdf, png
from jobs import clock
from launcher import cluster
from people.models import Person
from portal import kept, picture_files
from portal.sharing import drawn
from tests import databases, figures, once, openings, press, spread
from tests.reader import Visit, whole
from tests.scenes import walked

ROOT = Path(__file__).resolve().parent.parent
_running = ExitStack()
_OF_TESTS = re.compile(r" tests(\.|$|:)")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--figures", action="store_true", help="say how long tests take, and what they cost beside")


def pytest_configure(config: pytest.Config) -> None:
    """The main process starts the embedded database, unless one is given; its workers inherit the address."""
    _block_sockets()
    data = None
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)  # WhiteNoise warns where nothing was collected
    # Where the database's user cannot enter this folder: outside /var/lib, which holds what people keep.
    os.environ.setdefault("DATABASE_HOMES", str(Path(tempfile.gettempdir()) / "thunklang-tests"))
    if not os.environ.get("DATABASE_URL"):
        embedded = cluster.at(ROOT / "var" / "test", databases.THROWN_AWAY)
        _running.enter_context(embedded.used())
        os.environ.update(embedded.addresses())
        data = embedded.data
    os.environ.setdefault(
        "DEMO", "1"
    )  # of what tests start: a production that has no secrets refuses (test_production)
    settings.IS_STORY = True
    once.find_static_files()
    settings.PASSWORD_HASHERS = ["tests.hashing.FewRounds"]
    settings.REQUIRE_MFA = False  # tests/test_people/test_second_factor.py demands it
    os.environ.setdefault("TEST_SERVER_URL", os.environ["OWNER_DATABASE_URL"])
    for role, name in {"app": "DATABASE_URL", "owner": "OWNER_DATABASE_URL", "signer": "SIGNER_DATABASE_URL"}.items():
        settings.DATABASE_ROLES[role] = env.database(name)["USER"]
    if config.option.numprocesses and not hasattr(config, "workerinput"):
        threading.Thread(target=_build_template, daemon=True).start()
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(spread.Lengths())
    if config.getoption("--figures"):
        figures.count_statements()
        config.pluginmanager.register(figures.Figures(data))


def _build_template() -> None:
    """While the workers collect; the first that needs it waits for it, and says what went wrong if something does."""
    with suppress(Exception):
        databases.ensure_template()


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Unless another distribution is asked for."""
    config.option.loadscopereorder = False
    return spread.Spread(config, log) if config.option.dist == "load" else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if hasattr(config, "workerinput"):
        spread.longest_first(config, items)


def pytest_collection_finish() -> None:
    once.collect_garbage_less()


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A worker's own figures go to the process that prints them."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["figures"] = figures.told()


def pytest_unconfigure(config: pytest.Config) -> None:
    _running.close()


@pytest.fixture(autouse=True)
def a_cache_of_its_own() -> Iterator[None]:
    """Redis rolls nothing back: what one test counts is no other test's, nor are the pages that one kept."""
    kept.forget()
    picture_files.forget()
    drawn.forget()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(caches["default"], "key_prefix", uuid4().hex)
        yield


@pytest.fixture(scope="session", autouse=True)
def plain_rendering(django_test_environment: None) -> None:
    once.render_plainly()


@pytest.fixture(scope="session", autouse=True)
def a_schema_of_the_tests_own() -> Iterator[None]:
    """`tests/core.sql` is in the template of the tests alone: what compares the guards elsewhere would name it."""
    lines = census.lines
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(census, "lines", lambda *given: [line for line in lines(*given) if not _OF_TESTS.search(line)])
        yield


@pytest.fixture
def contexts() -> Iterator[None]:
    """An answer's `context`, for tests that look at what a template was given."""
    with once.rendering_told():
        yield


@pytest.fixture(scope="session", autouse=True)
def each_service_tells_its_own() -> Iterator[None]:
    """A test's transaction holds many services: what one leaves untold, the next one's event would take along."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(log, "_append", _and_nothing_is_left(log._append))
        yield


_NOW = "SET CONSTRAINTS log.touched_is_told IMMEDIATE; SET CONSTRAINTS log.touched_is_told DEFERRED"


def _and_nothing_is_left(append: Any) -> Any:
    def run(pending: Any) -> None:
        append(pending)
        # Beside Django's own cursor: it is none of the service's statements, which other tests count.
        default = connections["default"]
        with default.wrap_database_errors:
            default.connection.execute(_NOW)

    return run


@pytest.fixture(scope="session", autouse=True)
def warm_openings() -> Iterator[None]:
    """Thousands of files are sent: none waits for an interpreter that starts."""
    keeper = openings.Keeper()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opening, "_read_apart", keeper.read_apart)
        yield
    keeper.close()


@pytest.fixture
def cold_openings() -> Iterator[None]:
    """As in production, for tests of the opening itself."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opening, "_read_apart", openings.COLD)
        yield


@pytest.fixture(scope="session", autouse=True)
def warm_press() -> Iterator[None]:
    """What was drawn once is not drawn again for another reader's page."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdf, "from_html", press.paper)
        patch.setattr(png, "from_html", press.picture)
        yield


@pytest.fixture
def cold_press() -> Iterator[None]:
    """As in production, for tests of the press itself."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdf, "from_html", press.PAPER)
        patch.setattr(png, "from_html", press.PICTURE)
        yield


@pytest.fixture
def monkeypatch() -> Iterator[pytest.MonkeyPatch]:
    """Known to the scenes: what is walked under a patch is that test's alone."""
    with pytest.MonkeyPatch.context() as patch:
        walked.patches = patch
        yield patch
    walked.patches = None


@pytest.fixture(scope="session")
def template() -> str:
    databases.drop_left_over()
    return databases.ensure_template()


@pytest.fixture(scope="session")
def django_db_setup(template: str, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """This worker's clone, for all its tests that roll back."""
    with databases.clone(template) as name:
        _point_at(name)
        walked.begin(template)
        yield
        with django_db_blocker.unblock():
            connections.close_all()
            walked.close()
            databases.drop_all()


@pytest.fixture
def _django_db_helper(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """What `db` and the mark `django_db` come down to."""
    with django_db_blocker.unblock():
        if "fresh_database" in request.fixturenames:
            yield from _cloned(request.getfixturevalue("template"))
        else:
            yield from _rolled_back()


@pytest.fixture
def fresh_database(_django_db_helper: None) -> None:
    """A database of the test's own, committed to for real and thrown away."""


def _cloned(template: str) -> Iterator[None]:
    before = connections["default"].settings_dict["NAME"]
    name = databases.lend(template)
    connections.close_all()
    _point_at(name)
    walked.fresh = name
    try:
        yield
    finally:
        walked.fresh = ""
        connections.close_all()
        _point_at(before)
        databases.drop_later(name)


def _rolled_back() -> Iterator[None]:
    """As Django's TestCase: deferred constraints are checked before the roll-back, or the ledger's seal would go unseen."""
    atomic = transaction.atomic()
    atomic._from_testcase = True  # lets services be `durable`
    atomic.__enter__()
    try:
        yield
        if not connections["default"].needs_rollback:
            connections["default"].check_constraints()
    finally:
        transaction.set_rollback(True)
        atomic.__exit__(None, None, None)
        walked.put_back()


def _point_at(name: str) -> None:
    """Every connection opened from now on, in any thread."""
    os.environ.update(databases.addresses(name))
    connections.settings["default"].update(
        connections.configure_settings({"default": env.database("DATABASE_URL")})["default"]
    )
    if hasattr(connections._connections, "default"):  # type: ignore[attr-defined]
        del connections["default"]


def _block_sockets() -> None:
    """No test talks to another host."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and str(address[0]) not in ("127.0.0.1", "::1", "localhost"):
            raise RuntimeError(f"A test tried to reach {address}.")
        connect(self, address)

    socket.socket.connect = guarded  # type: ignore[method-assign]


@pytest.fixture
def at_work() -> Iterator[None]:
    """Ten o'clock on a working Monday inside the call of `tests.world`."""
    with clock.at(clock.bangkok(2026, 2, 2, 10)):
        yield


@pytest.fixture
def at_noon() -> Iterator[None]:
    """Two hours later: the pages' scene has happened by then."""
    with clock.at(clock.bangkok(2026, 2, 2, 12)):
        yield


@pytest.fixture
def visit(client: Client, at_noon: None, settings: Any) -> Visit:
    """Ask for a page as somebody ("" is nobody); with `data` the form is sent. The second factor is another test's."""
    settings.REQUIRE_MFA = False

    def go(who: str, url: str, data: dict[str, Any] | None = None, **headers: Any) -> HttpResponse:
        if who:
            client.force_login(Person.objects.get(username=who))
        else:
            client.logout()
        return whole(client.get(url, **headers) if data is None else client.post(url, data, **headers))

    return go

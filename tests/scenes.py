"""What many tests begin with is walked once a worker, in a database of its own; each test stands in it and rolls back.

A walker that is `walked` and is the first thing a test does finds its scene ready: the test's transaction, which has
written nothing, is given up, and another one begins in the scene's database. The first to ask walks it there, each
service with a commit of its own as in the service itself; a scene that begins with another one begins as a copy of it.
So does what a test walks next, while it has written nothing of its own: from the second time on, it is a scene as well.
No test says anything, and each finds what it would have found: the same rows, the same keys, the same clock.
"""

from __future__ import annotations

import copy
import functools
import pickle
import threading
from collections import Counter, OrderedDict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.conf import settings
from django.core.signals import setting_changed
from django.db import connections, models, transaction

from jobs import clock
from tests import databases

Walker = TypeVar("Walker", bound=Callable[..., Any])

PLAIN = (str, bool, int, type(None))
MOST = 120  # scenes of 25 MB each, a worker
OPEN = 12  # scenes that keep their connection; the server has a hundred, and every worker as many scenes as it likes
UNWRITTEN = "SELECT pg_current_xact_id_if_assigned() IS NULL"


@dataclass
class Scene:
    """A database in which somebody has walked, and what the walker answered."""

    name: str
    wrapper: Any
    key: Any
    is_nowhere: bool = True  # its database is made with the first statement
    result: Any = None
    frozen: bytes = b""
    promised: list[Any] = field(default_factory=list)  # what waited for the commits, as `connection.run_on_commit`

    def answer(self) -> Any:
        """The walker's, each time anew: from bytes, which is several times faster than to copy row by row."""
        return pickle.loads(self.frozen) if self.frozen else copy.deepcopy(self.result)

    def stand_on(self, template: str) -> None:
        databases.copy(template, self.name)
        self.is_nowhere = False


class Scenes:
    """This worker's. `base` is the connection that is set aside while a scene's stands in for it."""

    def __init__(self) -> None:
        self.template = ""
        self.fresh = ""  # the database of a test that has one of its own
        self.made: dict[Any, Scene] = {}
        self.unfit: set[Any] = set()
        self.met: set[Any] = set()  # what was walked after a scene, and may be again
        self.here: Scene | None = None  # the one that the test stands in
        self.open: OrderedDict[str, Any] = OrderedDict()
        self.base: Any = None
        self.making: Scene | None = None
        self.patches: Any = None
        self.usual: dict[str, Any] = {}
        self.changed: set[str] = set()
        self.counts: Counter[tuple[str, str]] = Counter()

    def begin(self, template: str) -> None:
        self.template = template
        self.usual = {name: getattr(settings, name) for name in dir(settings)}

    def __call__(self, walker: Walker) -> Walker:
        """The decorator."""
        name = f"{walker.__module__.removeprefix('tests.')}.{walker.__qualname__}"

        @functools.wraps(walker)
        def walk(*args: Any, **terms: Any) -> Any:
            key = (name, _told(args, terms), clock._set.get(), self.here and self.here.key)
            reason = self._against(key)
            if reason:
                self.counts[name, reason] += 1
                return walker(*args, **terms)
            before = len(self.made)
            answer = self._stand_in(key, lambda: walker(*args, **terms))
            if _told(args, terms) != key[1]:  # the walker changes what it is given: nobody else's would be
                self.unfit.add(key)
            self.counts[name, "shared" if len(self.made) == before else "walked"] += 1
            return answer

        return walk  # type: ignore[return-value]

    def _against(self, key: tuple[str, Any, Any, Any]) -> str:
        """Why this call has to be walked where it stands; empty when a scene may stand in."""
        _name, told, moment, _here = key
        if not self.template or threading.current_thread() is not threading.main_thread():
            return "elsewhere"
        if moment is None:
            return "no clock"
        if told is None or key in self.unfit:
            return "its terms"
        if self.is_patched():
            return "patched"
        return self._begun() or self._not_worth_it(key)

    def is_patched(self) -> bool:
        """Whether the test that runs has changed what others find."""
        return bool(self.changed or (self.patches and (self.patches._setattr or self.patches._setitem)))

    def _begun(self) -> str:
        """What has happened already, in a test or in the making of a scene."""
        wrapper = connections["default"]
        if self.making:
            return "" if self.making.is_nowhere else "later"
        if self.fresh:
            return "later" if wrapper.connection or databases.was_used(self.fresh) else ""
        blocks = wrapper.atomic_blocks
        if len(blocks) != 1 or not blocks[0]._from_testcase or wrapper.savepoint_ids:
            return "later"
        if self.here and wrapper.run_on_commit != self.here.promised:
            return "later"
        if wrapper.connection is None or wrapper.connection.closed or wrapper.force_debug_cursor:
            return "later"
        with wrapper.cursor() as cursor:
            (unwritten,) = cursor.execute(UNWRITTEN).fetchone()
        return "" if unwritten else "written"

    def _not_worth_it(self, key: Any) -> str:
        """A scene on top of another is made when it is asked for again."""
        if key in self.made or not self.here:
            return ""
        is_first = key not in self.met
        self.met.add(key)
        return "once" if is_first or len(self.made) >= MOST else ""

    def _stand_in(self, key: Any, walk: Callable[[], Any]) -> Any:
        if self.making:
            return self._begin_with(self._get(key, walk), self.making)
        if self.fresh:
            return self._copy(self._get(key, walk))
        return self._move(key, walk)

    def _begin_with(self, parent: Scene, making: Scene) -> Any:
        """The scene that is being made begins where another one ends."""
        self._let_go(parent)
        making.stand_on(parent.name)
        making.promised.extend(parent.promised)
        return parent.answer()

    def _copy(self, scene: Scene) -> Any:
        """In place of the clone that the test was given and has not looked at, under its name."""
        self._let_go(scene)
        databases.put_by(self.fresh)
        databases.copy(scene.name, self.fresh)
        self.fresh = ""
        for _sids, promised, *_ in scene.promised:
            promised()
        return scene.answer()

    def _move(self, key: Any, walk: Callable[[], Any]) -> Any:
        """Exchange the connection under the test's transaction; `put_back` undoes it after the roll-back."""
        before = connections["default"]
        (block,) = before.atomic_blocks
        transaction.set_rollback(True)
        block.__exit__(None, None, None)
        try:
            scene = self._get(key, walk)
        except Exception:  # a walk that is refused is the test's matter, in the database where it stands
            self._enter(block, self.here)
            return walk()
        self.base = self.base or before
        self._enter(block, scene)
        return scene.answer()

    def _enter(self, block: Any, scene: Scene | None) -> None:
        """Begin the test's transaction anew, in this scene."""
        if scene:
            self._keep_open(scene)
            connections["default"] = scene.wrapper
        block.__enter__()
        if scene:
            scene.wrapper.run_on_commit = list(scene.promised)
        self.here = scene

    def put_back(self) -> None:
        """The test has ended."""
        if self.base:
            connections["default"], self.base, self.here = self.base, None, None

    def _get(self, key: Any, walk: Callable[[], Any]) -> Scene:
        if key not in self.made:
            self.made[key] = self._make(key, walk)
        return self.made[key]

    def _make(self, key: Any, walk: Callable[[], Any]) -> Scene:
        scene = Scene(databases.new_name(), connections.create_connection("default"), key)
        scene.wrapper.settings_dict = {**scene.wrapper.settings_dict, "NAME": scene.name}
        before = connections["default"], self.making, self.here
        if self.here:
            self._begin_with(self.here, scene)
        connections["default"], self.making, self.here = scene.wrapper, scene, None
        _listen(scene, self.template)
        try:
            scene.result = walk()
            with suppress(pickle.PicklingError, AttributeError, TypeError):
                scene.frozen = pickle.dumps(scene.result)
        except Exception:
            scene.wrapper.close()
            databases.drop(scene.name)
            raise
        finally:
            connections["default"], self.making, self.here = before
        del scene.wrapper.run_and_clear_commit_hooks, scene.wrapper.get_new_connection
        return scene

    def _keep_open(self, scene: Scene) -> None:
        self.open[scene.name] = scene.wrapper
        self.open.move_to_end(scene.name)
        while len(self.open) > OPEN:
            self.open.popitem(last=False)[1].close()

    def _let_go(self, scene: Scene) -> None:
        """Nobody may stand in a database that is copied."""
        self.open.pop(scene.name, None)
        scene.wrapper.close()

    def close(self) -> None:
        for scene in self.made.values():
            scene.wrapper.close()
        databases.drop(*(scene.name for scene in self.made.values()))
        self.made.clear()


def _listen(scene: Scene, template: str) -> None:
    """The database is there when the first statement is; what waits for a commit is kept, as in a test."""
    wrapper = scene.wrapper

    def connect(params: Any) -> Any:
        if scene.is_nowhere:
            scene.stand_on(template)
        return type(wrapper).get_new_connection(wrapper, params)

    def keep() -> None:
        scene.promised.extend((set(), *rest) for _sids, *rest in wrapper.run_on_commit)
        wrapper.run_on_commit = []

    wrapper.get_new_connection = connect
    wrapper.run_and_clear_commit_hooks = keep


def _told(args: tuple[Any, ...], terms: dict[str, Any]) -> Any:
    """What a walker is asked, to be compared with what another is; None where that cannot be said."""
    told = [(name, _worth(value)) for name, value in (*enumerate(args), *sorted(terms.items()))]
    return None if any(worth is None for _name, worth in told) else tuple(told)


def _worth(value: Any) -> Any:
    """A row's is all that is known of it."""
    if isinstance(value, models.Model):
        with suppress(pickle.PicklingError, AttributeError, TypeError):
            return pickle.dumps(value)
    return (type(value), value) if isinstance(value, PLAIN) else None


walked = Scenes()


def _setting_changed(*, setting: str, value: Any, **_: Any) -> None:
    """A scene is walked under the usual settings only."""
    with suppress(KeyError):
        walked.changed.remove(setting)
    if value != walked.usual.get(setting):
        walked.changed.add(setting)


setting_changed.connect(_setting_changed)

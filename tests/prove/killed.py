"""The process that works and is killed: python -m tests.prove.killed FOLDER

It imports everything once and forks a worker for each number that it reads, whose process number it answers: one that began
as an interpreter would be killed before it had done anything. A worker keeps the journal FOLDER/<number>; when FOLDER/ending
is there it ends what it has begun, and itself.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import NoReturn

import django

django.setup()

from django.core.exceptions import ValidationError  # noqa: E402
from django.db import InterfaceError, OperationalError, connections  # noqa: E402

from audit.errors import Conflict  # noqa: E402
from documents import opening  # noqa: E402
from jobs import clock  # noqa: E402
from tests.openings import Keeper  # noqa: E402
from tests.prove.acts import ACTS, Do  # noqa: E402
from tests.prove.journal import Journal, Step  # noqa: E402

KINDS = ("receive", "receive", "receive", "pay", "pay", "ask")
BEGINNING = clock.bangkok(2026, 2, 2, 10)
# Seconds that an answer is under way: whoever is killed meanwhile does not know that it happened.
LONGEST_WAY = 0.1
ONCE_MORE = 0.3  # after how many acts some finished step is delivered again


class Ended(Exception):
    """The step that was to be sent once more was."""


class Worker:
    def __init__(self, number: int, folder: Path) -> None:
        self.number, self.folder = number, folder
        self.journal = Journal(folder / str(number))
        self.chance = random.Random()

    def work(self) -> None:
        """Act after act: first what was begun, until it is told to end."""
        while self._begun() or not (self.folder / "ending").exists():
            key = self._begun() or self._new()
            if self._walk(key) and self.chance.random() < ONCE_MORE:
                self._send_again()

    def _begun(self) -> str:
        last = next(reversed(self.journal.tried), None)
        return last.key if last and Step(last.key, "") not in self.journal.done else ""

    def _new(self) -> str:
        count = len({step.key for step in self.journal.tried})
        return f"{self.chance.choice(KINDS)}-{self.number}-{count}"

    def _walk(self, key: str, again: Step | None = None) -> bool:
        """Go through an act; False when the database was gone, and nobody knows what it did last."""
        moment = BEGINNING + timedelta(minutes=int(key.split("-")[2]))
        try:
            with clock.at(moment):
                act = ACTS[key.split("-")[0]](key)
                do = next(act)
                while True:
                    do = act.send(self._once(key, do, again))
        except StopIteration:
            self.journal.write("done", Step(key, ""))
        except Ended:
            pass
        except (OperationalError, InterfaceError) as error:
            self._cut(key, error)
            return False
        return True

    def _once(self, key: str, do: Do, again: Step | None) -> int:
        step = Step(key, do.verb)
        if step == again:
            self._deliver(step, do)
            raise Ended
        if step in self.journal.done:
            return self.journal.done[step]
        is_redone = step in self.journal.tried
        version = self.journal.tried[step] if is_redone else getattr(do.read(), "version", 0)
        had = is_redone and getattr(do.read(), "version", 0) > version
        if is_redone:
            self.journal.write("redo", step, note="of what had happened" if had else "of what had not")
        else:
            self.journal.write("try", step, version)
        # The database may still be at work on what was sent first, for whoever is dead by now.
        answer = self._send(do, version, may_be_refused=is_redone)
        time.sleep(self.chance.uniform(0, LONGEST_WAY))
        self.journal.write("done", step, answer)
        return answer

    def _send(self, do: Do, version: int, *, may_be_refused: bool) -> int:
        """The row's number. What had happened already is answered by the same row, or refused: the row has moved on."""
        moment = clock.now() - timedelta(hours=1) if do.is_before_the_hour else clock.now()
        try:
            with clock.at(moment):
                do.service(version)
        except (Conflict, ValidationError):
            if not may_be_refused:
                raise
        return int(do.read().pk)

    def _send_again(self) -> None:
        """Any finished step, as it was then, an hour later: a browser that was asleep."""
        finished = [step for step in self.journal.done if step.verb not in ("", "begin")]
        if finished:
            step = self.chance.choice(finished)
            self._walk(step.key, again=step)

    def _deliver(self, step: Step, do: Do) -> None:
        try:
            do.service(self.journal.tried[step])
            self.journal.write("again", step, note="answered")
        except (Conflict, ValidationError):
            self.journal.write("again", step, note="refused")

    def _cut(self, key: str, error: Exception) -> None:
        """The database went away under a statement, as it is meant to; anything else is told by its code."""
        code = getattr(error.__cause__, "sqlstate", None) or "gone"
        self.journal.write("cut", Step(key, ""), note=code)
        connections.close_all()
        time.sleep(0.05)


def _run(number: int, folder: Path) -> NoReturn:
    try:
        Worker(number, folder).work()
    except BaseException as error:
        Journal(folder / str(number)).write("wrong", Step("", ""), note=repr(error))
        raise
    finally:
        os._exit(0)


def main() -> None:
    folder = Path(sys.argv[1])
    keeper = Keeper()
    opening._read_apart = keeper.read_apart
    keeper.read_apart(b"", "application/pdf")  # started here, for all
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        if (pid := os.fork()) == 0:
            sys.stdin.close()
            _run(int(line), folder)
        print(pid, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()

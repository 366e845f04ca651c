"""Races: the same verb by several threads at once, each with a connection of its own."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import copy_context
from threading import Barrier, Thread
from typing import TypeVar

from django.db import connections

Outcome = TypeVar("Outcome")


def race(*runners: Callable[[], Outcome], times: int = 1) -> list[Outcome | Exception]:
    """Run every callable `times` times, all starting together; what each returned or raised, in the order given.

    Only with `fresh_database`: threads do not see what an uncommitted test transaction wrote. The test's clock goes along.
    """
    lanes = [runner for runner in runners for _ in range(times)]
    outcomes: list[Outcome | Exception] = [RuntimeError("did not finish")] * len(lanes)
    barrier = Barrier(len(lanes), timeout=30)

    def run(lane: int) -> None:
        try:
            connections["default"].ensure_connection()
            barrier.wait()
            outcomes[lane] = lanes[lane]()
        except Exception as error:
            outcomes[lane] = error
        finally:
            connections.close_all()

    threads = [Thread(target=copy_context().run, args=(run, lane), daemon=True) for lane in range(len(lanes))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return outcomes

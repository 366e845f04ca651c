"""Lets many stories happen in the order of time: each sleeps until a working moment and is woken when the clock is there."""

from __future__ import annotations

import heapq
from collections.abc import Generator
from datetime import datetime, time, timedelta
from random import Random

from jobs import clock
from places.calendar import next_working_day

Steps = Generator[datetime, None, None]
OPENS = time(8, 45)
OPEN_MINUTES = 7 * 60


class Days:
    """A queue of stories; what would happen after `end` does not happen any more."""

    def __init__(self, end: datetime) -> None:
        self.end = end
        self._queue: list[tuple[datetime, int, Steps]] = []
        self._entered = 0

    def enter(self, moment: datetime, steps: Steps) -> None:
        self._entered += 1
        heapq.heappush(self._queue, (moment, self._entered, steps))

    def run(self) -> None:
        while self._queue:
            moment, _order, steps = heapq.heappop(self._queue)
            if moment > self.end:
                continue
            with clock.at(moment):
                following = next(steps, None)
            if following:
                self.enter(max(following, moment + timedelta(minutes=1)), steps)


class Pace:
    """Moments in office hours, drawn from the story's own numbers so that stories do not disturb one another."""

    def __init__(self, random: Random) -> None:
        self.random = random

    def after(self, days: int) -> datetime:
        """A working moment `days` from now; for 0 a little later than now."""
        if days == 0:
            return clock.now() + timedelta(minutes=self.random.randint(5, 40))
        return self.on(clock.now() + timedelta(days=days))

    def on(self, moment: datetime) -> datetime:
        day = next_working_day(moment.astimezone(clock.BANGKOK).date())
        opens = datetime.combine(day, OPENS, tzinfo=clock.BANGKOK)
        return opens + timedelta(minutes=self.random.randint(0, OPEN_MINUTES))

"""Which worker runs what: the tests of a file stay together, as they begin with the same scenes, and the longest begin first.

How long a file took is kept from one run to the next (`.pytest_cache`); of one that is not known yet, its folder says
about how long. xdist's own groups are not asked: they went by a suffix of the test's name, which pytest no longer keeps.
"""

from __future__ import annotations

from collections import Counter

import pytest
from xdist.scheduler import LoadScopeScheduling

# Each of whose tests makes a world of its own, and much of it.
ONE_BY_ONE = ("tests/browser/test_journey.py",)
FIRST = ("browser", "pages", "attacks", "upgrade", "races", "processes", "paper", "front", "test_documents")
KEPT, FADES = "thunklang/seconds", 0.8


class Spread(LoadScopeScheduling):
    """By file, in the order of the collection."""

    def _split_scope(self, nodeid: str) -> str:
        file = file_of(nodeid)
        return nodeid if file in ONE_BY_ONE else file


class Lengths:
    """Of the files, as this run finds them; in the process that reports."""

    def __init__(self) -> None:
        self.seconds: Counter[str] = Counter()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.seconds[file_of(report.nodeid)] += report.duration

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """A run of a few of its tests does not make a file short at once."""
        known = _known(session.config)
        now = {file: round(max(taken, FADES * known.get(file, 0)), 2) for file, taken in self.seconds.items()}
        if session.config.cache:
            session.config.cache.set(KEPT, {**known, **now})


def longest_first(config: pytest.Config, items: list[pytest.Item]) -> None:
    known, tests = _known(config), Counter(file_of(item.nodeid) for item in items)
    guessed = {
        file: known.get(file, count * (0.5 if file.split("/")[1] in FIRST else 0.05)) for file, count in tests.items()
    }
    items.sort(key=lambda item: (-guessed[file_of(item.nodeid)], file_of(item.nodeid)))


def file_of(nodeid: str) -> str:
    return nodeid.split("::")[0]


def _known(config: pytest.Config) -> dict[str, float]:
    return dict(config.cache.get(KEPT, {})) if config.cache else {}

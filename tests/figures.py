"""`pytest --figures`: how long tests take, what they cost beside, and which of them found their scene ready.

The everyday tests are what the bar is about: a median of 15 ms. Papers, races and processes wait for real renderers,
threads and programs, and are counted apart.
"""

from __future__ import annotations

import os
import resource
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

import pytest
from django.db.backends.utils import CursorWrapper

from launcher import processes
from tests.scenes import walked

APART = {
    "paper": "papers",
    "races": "races",
    "processes": "processes",
    "upgrade": "processes",
    "test_launcher": "processes",
    "browser": "browser",
}
MANY = 12


class Figures:
    """Of one run, in the process that reports; its workers send theirs when they end."""

    def __init__(self, data: Path | None) -> None:
        self.began = time.monotonic()
        self.data = data  # of the embedded database, if it is ours
        self.seconds: dict[str, float] = defaultdict(float)
        self.scenes: Counter[tuple[str, str]] = Counter()
        self.statements = 0
        self.ours = 0.0
        self.before = self._of_the_database()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.seconds[report.nodeid] += report.duration

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any, error: object) -> None:
        if told := getattr(node, "workeroutput", {}).get("figures"):
            self._add(told)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
        if not getattr(config.option, "numprocesses", None):
            self._add(told())
        for line in self._lines():
            terminalreporter.write_line(line)

    def _add(self, told: dict[str, Any]) -> None:
        self.ours += told["cpu"]
        self.statements += told["statements"]
        for (name, outcome), times in told["scenes"]:
            self.scenes[name, outcome] += times

    def _of_the_database(self) -> float:
        """Seconds of processor, of those too that have ended: their parent counts them."""
        return sum(map(_seconds_of, processes.standing_in(self.data))) if self.data else 0.0

    def _lines(self) -> Iterator[str]:
        kinds: dict[str, list[float]] = defaultdict(list)
        files: Counter[str] = Counter()
        for nodeid, taken in self.seconds.items():
            kinds[APART.get(nodeid.split("/")[1], "everyday")].append(taken)
            files[nodeid.split("::")[0]] += taken
        for kind, taken in sorted(kinds.items()):
            half, mean = 1000 * median(taken), 1000 * sum(taken) / len(taken)
            yield f"{kind:9} {len(taken):5} tests, median {half:6.1f} ms, mean {mean:6.1f} ms, sum {sum(taken):6.1f} s"
        yield (
            f"wall {time.monotonic() - self.began:.1f} s; processor {self.ours:.1f} s, "
            f"the database's {self._of_the_database() - self.before:.1f} s; {self.statements:,} statements"
        )
        yield from self._of_scenes()
        for name, taken in files.most_common(MANY):
            yield f"  {taken:6.1f} s {name}"

    def _of_scenes(self) -> Iterator[str]:
        """How often one was shared, how often walked, and why it had to be walked in the test itself."""
        outcomes: Counter[str] = Counter()
        for (_name, outcome), times in self.scenes.items():
            outcomes[outcome] += times
        yield "scenes: " + ", ".join(f"{times} {outcome}" for outcome, times in outcomes.most_common())
        for (name, outcome), times in self.scenes.most_common(MANY):
            yield f"  {times:6} {outcome:9} {name}"


def told() -> dict[str, Any]:
    """What this process has to say at its end."""
    usage = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return {
        "cpu": sum(each.ru_utime + each.ru_stime for each in usage),
        "statements": _counted[0],
        "scenes": [[list(key), times] for key, times in walked.counts.items()],
    }


_counted = [0]


def count_statements() -> None:
    execute = CursorWrapper._execute_with_wrappers

    def counted(self: Any, *args: Any, **terms: Any) -> Any:
        _counted[0] += 1
        return execute(self, *args, **terms)

    CursorWrapper._execute_with_wrappers = counted


def _seconds_of(pid: int) -> float:
    try:
        parts = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, parts[11:15])) / os.sysconf("SC_CLK_TCK")

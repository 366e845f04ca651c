"""`python -m launcher run`, `… exec -- COMMAND`, `… stop [--forget]`."""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

from launcher import cluster, elsewhere, serve, service, surroundings
from launcher.cluster import ClusterError
from launcher.lock import SERVING, Lock


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m launcher", description=__doc__)
    actions = parser.add_subparsers(dest="action", required=True)
    actions.add_parser("run", help="serve until SIGINT or SIGTERM")
    stop = actions.add_parser("stop", help="stop whatever serves or is left over")
    stop.add_argument(
        "--forget", action="store_true", help="then delete the embedded database, also where it lives outside"
    )
    execute = actions.add_parser(
        "exec", help="run a command beside the database, e.g. exec -- .venv/bin/python manage.py shell"
    )
    execute.add_argument("command", nargs=argparse.REMAINDER)
    given = parser.parse_args()
    try:
        if given.action == "run":
            serve.run()
        elif given.action == "exec":
            return _execute([word for word in given.command if word != "--"])
        else:
            _stop(forget=given.forget)
    except (serve.Refused, ClusterError) as refusal:
        sys.stderr.write(f"thunklang: {refusal}\n")
        return 1
    return 0


def _execute(command: list[str]) -> int:
    """The command's exit status; the database runs at least as long as it does."""
    with ExitStack() as stack:
        database = None
        if not surroundings.is_given():
            database = cluster.at(surroundings.state())
            stack.enter_context(database.used())
        return subprocess.run(command, env=surroundings.whole(database)).returncode


def _stop(*, forget: bool) -> None:
    state = surroundings.state()
    state.mkdir(parents=True, exist_ok=True)
    lock = Lock(state / "lock")
    if holder := lock.holder(SERVING):
        os.kill(holder, signal.SIGTERM)
        while lock.holder(SERVING) == holder:
            time.sleep(0.2)
    service.stop_orphans(state)
    if surroundings.is_given():
        return
    if lock.try_alone():
        cluster.at(state).stop()
        if forget:
            _forget(state)
    elif forget:
        raise ClusterError("Somebody uses the database just now; nothing was deleted.")


def _forget(state: Path) -> None:
    """The database, wherever it lives, what was remembered of it, and that the demo was in it; passwords and keys stay."""
    elsewhere.forget(state)
    for data in state.glob("postgresql-*"):
        shutil.rmtree(data)
    for path in (state / "demo-is-there", state / "signer.key.memory"):
        path.unlink(missing_ok=True)
    shutil.rmtree(state / "witnesses", ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())

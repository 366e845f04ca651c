"""kill -9 again and again, in both modes: 200 errands, each done exactly once. Results go to tests/prove/kill_workers.json."""

from __future__ import annotations

import json
import os
import random
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis
from kombu import pools

from config.celery import app
from jobs import services
from jobs.models import Job
from tests.processes.errands.running import (
    CELERY,
    WORK,
    kill,
    let_leases_run_out,
    open_errands,
    promise,
    traces,
    wait_until,
    worker,
)

RESULTS = Path(__file__).with_name("kill_workers.json")
ERRANDS, KILLS = 200, 6


@pytest.fixture
def redis_url(settings, tmp_path) -> Iterator[str]:
    """The given Redis, else one of our own."""
    own = None
    url = os.environ.get("REDIS_URL", "")
    if not url:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        program = shutil.which("redis-server") or "/usr/bin/redis-server"
        own = subprocess.Popen(
            [program, "--port", str(port), "--save", "", "--dir", tmp_path], stdout=subprocess.DEVNULL
        )
        url = f"redis://127.0.0.1:{port}/0"
        wait_until(lambda: answers(url), 10)
    # What an earlier test's workers left unread names rows by number, and would be read before all that is new.
    with redis.Redis.from_url(url) as broker:
        broker.flushall()
    settings.REDIS_URL = url
    speak_to(url)
    yield url
    speak_to(url)
    if own:
        own.kill()
        own.wait()


def speak_to(url: str) -> None:
    """This process sends to that broker from now on; connections to another one are forgotten."""
    app.conf.broker_url = app.conf.broker_write_url = url
    app.amqp.__dict__.pop("_producer_pool", None)
    app.amqp._producer_pool = None
    app.pool.force_close_all()
    app._pool = None
    pools.reset()


def answers(url: str) -> bool:
    with redis.Redis.from_url(url) as client:
        try:
            return bool(client.ping())
        except redis.ConnectionError:
            return False


def note(mode: str, kills: int) -> None:
    """Commit this file: it is the proof."""
    known = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    known[mode] = {
        "errands": ERRANDS,
        "kills": kills,
        "lost": ERRANDS - len(traces()),
        "doubled": sum(traces().values()) - len(traces()),
    }
    RESULTS.write_text(json.dumps(known, indent=2, sort_keys=True) + "\n")


@pytest.mark.parametrize("mode", ["in process", "celery"])
def test_every_errand_is_done_once_however_often_the_worker_dies(fresh_database, redis_url, settings, mode):
    command, env = (CELERY, {"REDIS_URL": redis_url}) if mode == "celery" else (WORK, {"REDIS_URL": ""})
    settings.REDIS_URL = env["REDIS_URL"]
    promise(ERRANDS, seconds=0.02)
    for turn in range(KILLS):
        with worker(command, **env) as victim:
            before = len(traces())
            services.sweep()
            wait_until(lambda before=before: len(traces()) > before or not open_errands())
            time.sleep(random.Random(turn).random() / 2)
            kill(victim)
        let_leases_run_out()
        Job.objects.update(nudged_at=None)
    with worker(command, **env):
        services.sweep()
        wait_until(lambda: open_errands() == 0)
    note(mode, KILLS)
    assert traces() == {f"errand:{number}": 1 for number in range(ERRANDS)}


def test_a_celery_worker_is_told_at_once(fresh_database, redis_url):
    with worker(CELERY, REDIS_URL=redis_url):
        promise(1)
        wait_until(lambda: open_errands() == 0, 20)
        # Nobody sweeps here: what is done was told. A busy machine may be slow twice.
        assert min(seconds_to_do(number) for number in (1, 2, 3)) < 2


def seconds_to_do(number: int) -> float:
    asked = time.monotonic()
    promise(1, start=number)
    wait_until(lambda: open_errands() == 0, 20)
    return time.monotonic() - asked


def test_what_was_told_long_ago_is_thrown_away_and_the_sweep_tells_again(fresh_database, redis_url, monkeypatch):
    """Else what piled up while no worker was there stands before all that is new."""
    monkeypatch.setattr(services, "FORGET_NUDGE_SECONDS", 0.1)
    promise(20)
    time.sleep(0.2)
    with worker(CELERY, REDIS_URL=redis_url), redis.Redis.from_url(redis_url) as broker:
        wait_until(lambda: broker.llen("celery") == 0)
        assert open_errands() == 20
        monkeypatch.undo()
        services.sweep()
        wait_until(lambda: open_errands() == 0)
    assert len(traces()) == 20


def test_a_broker_that_forgets_everything_loses_nothing(fresh_database, redis_url):
    promise(20)
    with redis.Redis.from_url(redis_url) as broker:
        broker.flushall()
    with worker(CELERY, REDIS_URL=redis_url):
        services.sweep()
        wait_until(lambda: open_errands() == 0)
    assert len(traces()) == 20


def test_a_broker_that_is_away_stops_nobody(fresh_database, redis_url, monkeypatch):
    monkeypatch.setattr(services, "_broker_away_until", 0.0)
    speak_to("redis://127.0.0.1:9/0")
    started = time.monotonic()
    promise(20)
    assert time.monotonic() - started < 3
    assert open_errands() == 20

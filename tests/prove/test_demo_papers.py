"""Every paper of the demo: each word found again by both readers, each clause of the archive format kept."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests import databases

ROOT = Path(__file__).resolve().parents[2]
RESULTS = Path(__file__).with_name("demo_papers.json")


def run(name: str, *command: str) -> str:
    settings = {"DB_ROLE": "app", "DJANGO_SETTINGS_MODULE": "config.settings"}
    env = {**os.environ, **databases.addresses(name), **settings}
    done = subprocess.run([sys.executable, *command], cwd=ROOT, env=env, capture_output=True, text=True, timeout=1800)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def test_every_paper_of_the_demo_is_right_inside():
    with databases.bare() as name:
        run(name, "manage.py", "demo")
        found = json.loads(run(name, "-m", "tests.prove.every_paper").splitlines()[-1])
    RESULTS.write_text(json.dumps(found, ensure_ascii=False, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    assert found["wrong"] == {}
    assert len(found["papers"]) >= 9
    assert found["words"] > 20_000

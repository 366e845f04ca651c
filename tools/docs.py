"""Documents drawn from the code. `python -m tools.docs write | check`."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path

import django

PROJECT = Path(__file__).resolve().parent.parent
# Each module has a `document()`. By name: they read models, and so are imported once Django is set up.
DOCUMENTS = {
    "docs/workflow.md": "tools.diagrams",
    "docs/wiring.md": "tools.wiring",
    "docs/events.md": "tools.events",
    "docs/spec/request-1.schema.json": "requests.schema",
}


def write() -> None:
    for name, module in DOCUMENTS.items():
        (PROJECT / name).write_text(_drawn(module), encoding="utf-8")


def problems() -> list[str]:
    return [
        f"{name} is out of date: run .venv/bin/python -m tools.docs write"
        for name, module in DOCUMENTS.items()
        if not (PROJECT / name).exists() or (PROJECT / name).read_text(encoding="utf-8") != _drawn(module)
    ]


def _drawn(module: str) -> str:
    return str(import_module(module).document())


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    if sys.argv[1:] == ["write"]:
        write()
    sys.exit("\n".join(problems()) or None)

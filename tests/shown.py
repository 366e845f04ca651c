"""Every command that README, docs, `make help` and the pages show, and why some are not run by a test that looks for them."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
# How a command begins. `manage.py …` and `python …` are among them to be found and refused: nobody can run them as written.
_PROGRAMS = r"(?:[A-Z][A-Z_]*=\S+ )*(?:make|manage\.py|python3?|\.venv/bin/\S+|\./\S+|hledger|bean-check|docker|sha256sum|shasum|certutil)"
_COMMAND = re.compile(rf"{_PROGRAMS} \S.*")
_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```", re.DOTALL | re.MULTILINE)
_INLINE = re.compile(r"`([^`\n]+)`")
_ON_A_PAGE = re.compile(r'class="code">([^<]+)<')
_OF_HELP = re.compile(r"(?:^|  )(make [a-z0-9-]+)  ", re.MULTILINE)

APART = {
    "make run": "tests/prove/test_commands.py serves with it; tests/prove/test_kill_everything.py kills it piece by piece",
    "make test": "what runs this; .ci/run runs it on both databases",
    "make check": "the first step of .ci/run",
    "make e2e": "the last step of .ci/run",
    "make prove": "what runs tests/prove/test_commands.py",
    "make bench": "takes half an hour; tests/prove/test_bench.py runs its parts on the demo",
    "make tour": "writes the pictures of README anew; tests/browser drives the same pages",
    "make lock": "asks a package index; `make check` finds a lock that was made from another list",
    "APPROVE=1 .venv/bin/python -m pytest tests/paper/test_pictures.py -k proposal": "keeps pictures that a person has looked at",
    ".venv/bin/python manage.py work": "runs until stopped: tests/processes/test_worker.py",
    ".venv/bin/python -m pytest tests/house/test_spine.py": "the suite runs it",
    ".venv/bin/python -m pytest tests/paper": "the suite runs it",
    ".venv/bin/python -m launcher stop --forget": "tests/processes/test_manage.py, on a database of its own",
    "shasum -a 256 FILE.pdf": "of macOS",
    "certutil -hashfile FILE.pdf SHA256": "of Windows",
}
# With what stands for the placeholders; run where the page that shows them is tested.
ON_PAGES = {
    "python3 -m zipfile -e audit-57.zip audit-57": "tests/test_audit/test_pages.py",
    "python3 verify_audit.py audit-57": "tests/test_audit/test_pages.py",
    "python3 -m zipfile -e audit-{{ tree }}.zip audit-{{ tree }}": "tests/test_audit/test_pages.py",
    "python3 verify_audit.py audit-{{ tree }}": "tests/test_audit/test_pages.py",
    "python3 verify_audit.py --document FILE.pdf proof-CODE.json": "tests/pages/test_check.py",
    "python3 verify_audit.py --document {{ document.filename }} proof-{{ document.code }}.json": "tests/pages/test_check.py",
    "sha256sum FILE.pdf": "tests/pages/test_check.py",
}


class Shown(NamedTuple):
    place: str
    command: str


def everywhere() -> list[Shown]:
    """In the order in which a reader meets them."""
    pages = sorted((ROOT / "templates").rglob("*.html"))
    texts = [ROOT / "README.md", ROOT / "README.th.md", *sorted((ROOT / "docs").rglob("*.md"))]
    return [
        *(Shown("make help", command) for command in _in_help()),
        *(Shown(_name(path), command) for path in texts for command in in_text(path.read_text())),
        *(Shown(_name(path), command) for path in pages for command in on_page(path.read_text())),
    ]


def left() -> list[str]:
    """What is neither apart nor run beside its page; each once."""
    return [
        command for command in dict.fromkeys(each.command for each in everywhere()) if command not in APART | ON_PAGES
    ]


def in_text(text: str) -> list[str]:
    """Lines of blocks that are no program, and spans within sentences."""
    lines = [
        line.partition("  #")[0].strip()
        for kind, block in _BLOCK.findall(text)
        if not kind
        for line in block.splitlines()
    ]
    spans = _INLINE.findall(_BLOCK.sub("", text))
    return [each for each in lines + spans if _COMMAND.fullmatch(each)]


def on_page(html: str) -> list[str]:
    return [each.strip() for each in _ON_A_PAGE.findall(html) if _COMMAND.fullmatch(each.strip())]


def _in_help() -> list[str]:
    said = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return _OF_HELP.findall(said)


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))

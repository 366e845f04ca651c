"""The Thai words: compiled without system gettext, and checked for what is missing. `python -m tools.messages compile | check`."""

from __future__ import annotations

import ast
import os
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

PROJECT = Path(__file__).resolve().parent.parent
FUNCTIONS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
NOT_OURS = {"tests", "bench", "var", ".venv", "node_modules"}
SHARED = "config"


class Said(NamedTuple):
    """A sentence of the interface: the words mean what they mean in their context, "" where there is no other."""

    context: str
    english: str


_STRING = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
_CALL = re.compile(rf"\b(_|gettext|ngettext|pgettext|npgettext)\(\s*({_STRING})(?:\s*,\s*({_STRING}))?", re.DOTALL)
_PLACEHOLDER = re.compile(r"%\((\w+)\)|%[sd]|\{(\w*)\}")


def compile_all() -> None:
    """Write each .mo whose .po is newer."""
    for po in catalogues():
        mo = po.with_suffix(".mo")
        if not mo.exists() or mo.stat().st_mtime <= po.stat().st_mtime:
            part = mo.with_suffix(f".{os.getpid()}")
            with part.open("wb") as file:
                write_mo(file, _read(po))
            part.replace(mo)


def catalogues() -> list[Path]:
    return sorted(PROJECT.glob("*/locale/th/LC_MESSAGES/django.po"))


def problems() -> Iterator[str]:
    """Sentences without Thai, with other placeholders than the English, or that two rooms may mean differently."""
    known: dict[Said, str] = {}
    for po in catalogues():
        for message in (each for each in _read(po) if each.id):
            yield from _faults(message, po)
            said = Said(message.context or "", _first(message.id))
            if said in known:
                is_shared = SHARED in (_room(po), known[said])
                way = f"keep it in {SHARED} alone" if is_shared else f"give it a context, or move it to {SHARED}"
                yield f"{_room(po)}: {said.english!r} is said in {known[said]} too; {way}"
            known[said] = _room(po)
    sentences = sorted(set(_sentences()))
    yield from (f"{place}: no Thai for {said.english!r}" for place, said in sentences if said not in known)
    yield from _borrowed(known, sentences)
    # Words of a library that read better our way stand in the catalogue of the house.
    spoken = {said for _, said in sentences}
    dead = [said for said, room in known.items() if room != SHARED and said not in spoken]
    yield from (f"{known[said]}: nobody says {said.english!r} any more" for said in dead)


def _borrowed(known: dict[Said, str], sentences: list[tuple[str, Said]]) -> Iterator[str]:
    """Words of one room on the page of another, which may mean something else: "received" of money and of a letter.

    A word of the whole house stands in the catalogue of `config`; one that means something in its room has a context.
    """
    for place, said in sentences:
        owner = known.get(said, SHARED)
        if owner not in (SHARED, _room(PROJECT / place)):
            yield f"{place}: {said.english!r} is a word of {owner}; give it a context, or move it to {SHARED}"


def _room(path: Path) -> str:
    """The room of a file; what stands on every page is the house's."""
    parts = path.relative_to(PROJECT).parts
    if parts[0] != "templates":
        return parts[0]
    return parts[1] if (PROJECT / parts[1]).is_dir() else SHARED


def _faults(message: Message, po: Path) -> Iterator[str]:
    texts = [message.string] if isinstance(message.string, str) else list(message.string or [""])
    if message.fuzzy or not all(texts):
        yield f"{po.relative_to(PROJECT)}: {message.id!r} is fuzzy or empty"
    wanted = {match.group() for match in _PLACEHOLDER.finditer(str(message.id))}
    if any({match.group() for match in _PLACEHOLDER.finditer(text or "")} - wanted for text in texts):
        yield f"{po.relative_to(PROJECT)}: {message.id!r} has other placeholders in Thai"


def _sentences() -> Iterator[tuple[str, Said]]:
    """Every msgid in our code and templates, with the file it stands in."""
    # What is not ours is not walked through: databases of tests come and go there.
    ours = [top for top in PROJECT.iterdir() if top.name not in NOT_OURS]
    for path in sorted(path for top in ours for path in (top, *top.rglob("*"))):
        parts = path.relative_to(PROJECT).parts
        if "migrations" in parts:
            continue
        if path.suffix == ".py":
            yield from ((str(path.relative_to(PROJECT)), text) for text in _in_code(path))
        elif parts[0] == "templates" and path.is_file():
            yield from ((str(path.relative_to(PROJECT)), text) for text in _in_template(path))


def _in_code(path: Path) -> Iterator[Said]:
    with path.open("rb") as file:
        for _line, function, said, _comments in extract_python(file, FUNCTIONS, [], {}):
            texts = [said] if isinstance(said, str) else [text for text in said or () if text]
            if texts:
                yield Said(*texts[:2]) if "pgettext" in function and len(texts) > 1 else Said("", texts[0])


def _in_template(path: Path) -> Iterator[Said]:
    for function, first, second in _CALL.findall(templatize(path.read_text(), origin=str(path))):
        texts = [ast.literal_eval(text) for text in (first, second) if text]
        yield Said(*texts) if "pgettext" in function and second else Said("", texts[0])


def _read(po: Path) -> Catalog:
    with po.open("rb") as file:
        return read_po(file, locale="th", abort_invalid=True)


def _first(english: str | Sequence[str]) -> str:
    """A plural message is known by its singular."""
    return english if isinstance(english, str) else english[0]


if __name__ == "__main__":
    if sys.argv[1:] == ["compile"]:
        compile_all()
    else:
        sys.exit("\n".join(problems()) or None)

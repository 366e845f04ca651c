"""The Thai words: compiled without system gettext, and checked for what is missing. `python -m tools.messages compile | check`."""

from __future__ import annotations

import ast
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

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
    """Sentences without Thai, with other placeholders than the English, or said in two ways."""
    known: dict[str, tuple[str, Path]] = {}
    for po in catalogues():
        for message in (each for each in _read(po) if each.id):
            yield from _faults(message, po)
            english, thai = str(message.id), str(message.string)
            if english in known and known[english][0] != thai:
                yield f"{po.relative_to(PROJECT)}: {english!r} is said otherwise in {known[english][1].relative_to(PROJECT)}"
            known.setdefault(english, (thai, po))
    said = {_first(english) for english in known} | set(known)
    for place, english in sorted(set(_sentences())):
        if english not in said:
            yield f"{place}: no Thai for {english!r}"


def _faults(message: Message, po: Path) -> Iterator[str]:
    texts = [message.string] if isinstance(message.string, str) else list(message.string or [""])
    if message.fuzzy or not all(texts):
        yield f"{po.relative_to(PROJECT)}: {message.id!r} is fuzzy or empty"
    wanted = {match.group() for match in _PLACEHOLDER.finditer(str(message.id))}
    if any({match.group() for match in _PLACEHOLDER.finditer(text or "")} - wanted for text in texts):
        yield f"{po.relative_to(PROJECT)}: {message.id!r} has other placeholders in Thai"


def _sentences() -> Iterator[tuple[str, str]]:
    """Every msgid in our code and templates, with the file it stands in."""
    for path in sorted(PROJECT.glob("**/*")):
        parts = path.relative_to(PROJECT).parts
        if parts[0] in NOT_OURS or "migrations" in parts:
            continue
        if path.suffix == ".py":
            yield from ((str(path.relative_to(PROJECT)), text) for text in _in_code(path))
        elif parts[0] == "templates" and path.is_file():
            yield from ((str(path.relative_to(PROJECT)), text) for text in _in_template(path))


def _in_code(path: Path) -> Iterator[str]:
    with path.open("rb") as file:
        for _line, function, said, _comments in extract_python(file, FUNCTIONS, [], {}):
            texts = [said] if isinstance(said, str) else [text for text in said or () if text]
            if texts:
                yield texts[1] if "pgettext" in function and len(texts) > 1 else texts[0]


def _in_template(path: Path) -> Iterator[str]:
    for function, first, second in _CALL.findall(templatize(path.read_text(), origin=str(path))):
        yield ast.literal_eval(second if "pgettext" in function and second else first)


def _read(po: Path) -> Catalog:
    with po.open("rb") as file:
        return read_po(file, locale="th", abort_invalid=True)


def _first(english: str) -> str:
    """A plural message is known by its singular."""
    return str(ast.literal_eval(english)[0]) if english.startswith(("('", '("')) else english


if __name__ == "__main__":
    if sys.argv[1:] == ["compile"]:
        compile_all()
    else:
        sys.exit("\n".join(problems()) or None)

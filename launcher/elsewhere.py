"""Homes outside the checkout, for a database whose user cannot enter it. Each holds a note that says whose it is.

A home follows its state: when `var/` is removed, its passwords are gone and nobody could open the database again, so the
next launcher removes the home. Only homes with a note are removed, and only while the folder that held `var/` is there
and empty of it: a disk that is not mounted just now forgets nothing.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from launcher import processes, secret

NOTE = "whose"


class Occupied(Exception):
    """Somebody else has a folder of that name; the text says what to do."""


def folder() -> Path:
    return Path(os.environ.get("DATABASE_HOMES") or "/var/lib")


def claim(state: Path) -> Path:
    """The home of `state`, made on first use; one that an earlier state in the same place has left is begun anew.

    Its caller is alone with `state`.
    """
    sweep()
    home, note = _at(state), _note(state)
    if _whose(home) not in (None, note):
        _remove(home)
    home.mkdir(mode=0o755, parents=True, exist_ok=True)
    if home.is_symlink() or home.stat().st_uid != os.geteuid():
        raise Occupied(f"{home} belongs to somebody else; set DATABASE_HOMES to a folder of your own.")
    if _whose(home) != note:
        part = home / f".{NOTE}"
        part.write_text(note)
        part.rename(home / NOTE)  # a note that is found half-written would look like somebody else's
    return home


def sweep() -> None:
    """Remove the homes whose state was removed."""
    for home, state in _known():
        if state.parent.is_dir() and not state.exists():
            _remove(home)


def forget(state: Path) -> None:
    """Remove the homes of `state` and of all that lies in it, such as the tests' own."""
    for home, whose in _known():
        if whose.is_relative_to(state):
            _remove(home)


def _known() -> Iterator[tuple[Path, Path]]:
    for home in sorted(folder().glob("thunklang-*")):
        if (note := _whose(home)) and home.stat().st_uid == os.geteuid():
            yield home, Path(note.splitlines()[0])


def _at(state: Path) -> Path:
    return folder() / f"thunklang-{hashlib.sha256(os.fsencode(state)).hexdigest()[:10]}"


def _whose(home: Path) -> str | None:
    note = home / NOTE
    return note.read_text() if note.is_file() else None


def _note(state: Path) -> str:
    """The path, and a mark by which a state that was removed and made again is told from the first; others may read it."""
    mark = hashlib.sha256(secret.keep(state / "secrets", "home").encode()).hexdigest()
    return f"{state}\n{mark}\n"


def _remove(home: Path) -> None:
    """Out of the way first, at one stroke: nobody finds half a database."""
    gone = home.with_name(f".{home.name}.{os.getpid()}")
    try:
        home.rename(gone)
    except FileNotFoundError:  # another sweep was first
        return
    processes.end(processes.standing_in(gone))
    shutil.rmtree(gone, ignore_errors=True)

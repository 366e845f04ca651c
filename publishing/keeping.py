"""Figures as JSON keeps them, and back, by the types that they are declared with."""

from __future__ import annotations

import datetime
import hashlib
import sys
from collections.abc import Callable
from dataclasses import asdict, fields, is_dataclass, replace
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

from publishing import figures
from publishing.figures import Bars, Courses, Figures, Flow, Name, Tiles

_KINDS: dict[str, type[Any]] = {one.__name__: one for one in (Tiles, Flow, Courses, Bars)}


def told(shown: Figures) -> dict[str, Any]:
    """As JSON takes them; dates as text."""
    return {"kind": type(shown).__name__, **_plain(asdict(shown))}


def read(kept: dict[str, Any]) -> Figures:
    """The figures that `told` told. Raises KeyError for what is of another edition of them."""
    made: Figures = _made(_KINDS[kept["kind"]], kept)
    return made


@cache
def edition(*modules: str) -> str:
    """Names how figures are declared, and how these modules ask for them: after an upgrade nothing older is shown."""
    digest = hashlib.sha256()
    for name in sorted({figures.__name__, *modules}):
        digest.update(Path(sys.modules[name].__file__ or "").read_bytes())
    return digest.hexdigest()[:8]


def gated(value: Any, gate: Callable[[str], str]) -> Any:
    """The same figures with every name in the words that `gate` makes of it."""
    if isinstance(value, Name):
        return value.reworded(gate)
    if isinstance(value, tuple):
        return tuple(gated(one, gate) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{one.name: gated(getattr(value, one.name), gate) for one in fields(value)})
    return value


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, datetime.date) else value


def _made(kind: Any, kept: Any) -> Any:
    if is_dataclass(kind) and isinstance(kind, type):
        return kind(**{name: _made(one, kept[name]) for name, one in _types(kind).items()})
    if get_origin(kind) is tuple:
        parts = get_args(kind)
        of = parts[:1] * len(kept) if parts[-1] is Ellipsis else parts
        return tuple(_made(one, value) for one, value in zip(of, kept, strict=True))
    if kind is Name:
        return Name(*kept)
    if kind is datetime.date:
        return datetime.date.fromisoformat(kept)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind(kept)
    if type(None) in get_args(kind):
        return None if kept is None else _made(get_args(kind)[0], kept)
    return kept


@cache
def _types(kind: type) -> dict[str, Any]:
    return get_type_hints(kind, vars(figures))

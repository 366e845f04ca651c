"""SQL that writes a row's canonical text: what its digest is made of, to the byte as `audit.canonical` would write it.

{"c":1,"choice":"for","id":12,...}: the told columns and `c`, the version of their list, in the order of their names. A row that
is no evidence (yet, or any more) is told as {"c":1,"told":false}. Personal columns are in it by the digest of their veil.
No expression depends on what a session has set.
"""

from __future__ import annotations

from collections.abc import Mapping

from audit.registry import ERASED, IS_ERASED, Shape

# By kind: the column of {r} as canonical text, where it is not null.
_SPELLED = {
    "bool": "{c}::text",
    "bytes": "'\"' || encode({c}, 'hex') || '\"'",
    "date": "'\"' || log.day({c}) || '\"'",
    "decimal": "'\"' || {c}::text || '\"'",
    "instant": "'\"' || log.instant({c}) || '\"'",
    "int": "{c}",
    "json": "log.spell({c}::text)",
    "text": "log.spell({c})",
    "time": "'\"' || to_char({c}::interval, 'HH24:MI:SS.US') || '\"'",
    "uuid": "'\"' || {c}::text || '\"'",
}
_NULL_SPELLED = ("text", "json")


def column(name: str, kind: str, r: str) -> str:
    bare = kind.rstrip("?")
    text = _SPELLED[bare].format(c=f'{r}."{name}"')
    text += "::text" if kind == "int?" else ""
    return f"coalesce({text}, 'null')" if kind.endswith("?") and bare not in _NULL_SPELLED else text


def row(shape: Shape, version: int, r: str, veil: str) -> str:
    """The text of row `r`, whose veil, if it has personal columns, is row `veil` of log.veil."""
    members = {name: column(name, kind, r) for name, kind in shape.columns.items()} | {"c": f"'{version}'"}
    if shape.personal:
        members["veil"] = f"coalesce('\"' || encode({veil}.digest, 'hex') || '\"', 'null')"
    told = _object(members)
    return f"CASE WHEN {condition(shape, r)} THEN {told} ELSE '{untold(version)}' END" if shape.when else told


def untold(version: int) -> str:
    return f'{{"c":{version},"told":false}}'


def personal(shape: Shape, r: str) -> str:
    """The text of the personal columns, of which a veil is the salted digest."""
    return _object({name: column(name, kind, r) for name, kind in shape.personal.items()})


def condition(shape: Shape, r: str) -> str:
    return f"({shape.when.format(r=r)})" if shape.when else "true"


def erasing(columns: Mapping[str, str]) -> dict[str, str]:
    """What each personal column holds once it is erased."""
    return {name: ERASED[kind.rstrip("?")].format(c=f'"{name}"') for name, kind in columns.items()}


def is_erased(columns: Mapping[str, str], r: str) -> str:
    tests = (IS_ERASED[kind.rstrip("?")].format(c=f'{r}."{name}"') for name, kind in columns.items())
    return f"({' AND '.join(tests)})"


def differ(columns: Mapping[str, str], new: str, old: str) -> str:
    """Whether one of these columns is another in `new` than in `old`. JSON by its text: numbers that are equal may be written otherwise."""
    return f"({_tuple(columns, new)} IS DISTINCT FROM {_tuple(columns, old)})"


def _tuple(columns: Mapping[str, str], r: str) -> str:
    return f"ROW({', '.join(_compared(name, kind, r) for name, kind in columns.items())})"


def _compared(name: str, kind: str, r: str) -> str:
    return f'{r}."{name}"::text' if kind.startswith(("json", "decimal")) else f'{r}."{name}"'


def _object(members: Mapping[str, str]) -> str:
    """One call of concat, which spells whole numbers itself: of a chain of operators as long as a row each would be set up anew."""
    parts = [f"'{',' if at else '{'}\"{name}\":', {members[name]}" for at, name in enumerate(sorted(members))]
    return f"concat({', '.join(parts)}, '}}')"

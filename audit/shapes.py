"""Turns the TypedDict that an event names into a check that its facts fit: these keys, of these types, and no others.

Types are exact where spelling depends on them: `True` is no int, a moment is no day. Text may be a subclass of `str`, such
as a choice or a Ref, because it is spelled as the text that it is.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from types import NoneType, UnionType
from typing import (
    Any,
    Literal,
    NamedTuple,
    NotRequired,
    Required,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)
from uuid import UUID

PLAIN = frozenset({str, int, bool, date, datetime, UUID, NoneType})

# What is wrong with a value, beginning with where in it; "" when it fits.
Check = Callable[[Any], str]


class Member(NamedTuple):
    """One key of a shape."""

    key: str
    hint: Any
    is_optional: bool


class UnfitFacts(TypeError):
    """Facts that are not of their event's shape: a programmer's error, which nobody's action outlives."""


class UnsupportedShape(TypeError):
    """An annotation that no check can be made of."""


@cache
def members(shape: type) -> tuple[Member, ...]:
    """The keys of a TypedDict, in the order in which they are written, those of its bases first."""
    if not is_typeddict(shape):
        raise UnsupportedShape(f"{shape!r} is no TypedDict.")
    # Python 3.11 does not see a NotRequired in an annotation that is text: the hints are asked beside the class.
    hints = get_type_hints(shape, include_extras=True)
    optional: frozenset[str] = vars(shape)["__optional_keys__"]
    return tuple(
        Member(key, _bare(hint), key in optional or get_origin(hint) is NotRequired) for key, hint in hints.items()
    )


@cache
def check_of(shape: type) -> Check:
    """The check of a TypedDict, made once. Raises UnsupportedShape for an annotation that it cannot be made of."""
    checks = {member.key: (_at_sight(member.hint), _check(member.hint)) for member in members(shape)}
    keys, required = checks.keys(), {member.key for member in members(shape) if not member.is_optional}

    def check(value: Any) -> str:
        if type(value) is not dict or not required <= value.keys() <= keys:
            return _strange(shape.__name__, value, required, keys)
        for key, held in value.items():
            at_sight, one = checks[key]
            # Most members are plain, and a call for each would cost more than all the rest.
            if type(held) not in at_sight and (wrong := one(held)):
                return f".{key}{wrong}"
        return ""

    return check


def _strange(name: str, value: Any, required: Any, keys: Any) -> str:
    if type(value) is not dict:
        return f"{_found(value)}, not {name}"
    missing, strangers = required - value.keys(), value.keys() - keys
    told = [f"{key} is missing" for key in sorted(missing)]
    told += [f"{key!s} is not known" for key in sorted(map(str, strangers))]
    return f" of {name}: {', '.join(told)}"


def _found(value: Any) -> str:
    """What it is, never the value: a name that somebody took for a fact would stand in the server's own log."""
    return f" is of {type(value).__name__}"


def _check(hint: Any) -> Check:
    """The check of one annotation."""
    origin, args = get_origin(hint), get_args(hint)
    if is_typeddict(hint):
        return check_of(hint)
    if types := _at_sight(hint):
        return _plain(types)
    if origin in (Union, UnionType):
        return _or_none(args)
    if origin is list:
        return _list(_check(args[0]))
    if origin is Literal and all(type(word) is str for word in args):
        return _word(args)
    raise UnsupportedShape(f"No check can be made of {hint!r}.")


def _at_sight(hint: Any) -> frozenset[Any]:
    """The types whose values fit, whatever they are: those of a plain annotation, and of a choice between such."""
    types = frozenset(get_args(hint) if get_origin(hint) in (Union, UnionType) else [hint])
    return types if types <= PLAIN else frozenset()


def _plain(types: frozenset[Any]) -> Check:
    is_text = str in types
    names = " or ".join(sorted("None" if one is NoneType else one.__name__ for one in types))

    def check(value: Any) -> str:
        if type(value) in types or (is_text and isinstance(value, str)):
            return ""
        return f"{_found(value)}, not {names}"

    return check


def _or_none(args: tuple[Any, ...]) -> Check:
    others = [one for one in args if one is not NoneType]
    if len(others) != 1:
        raise UnsupportedShape(f"No check can be made of a choice between {args!r}.")
    only = _check(others[0])
    return lambda value: "" if value is None else only(value)


def _list(of_each: Check) -> Check:
    def check(value: Any) -> str:
        if type(value) is not list:
            return f"{_found(value)}, not a list"
        for place, one in enumerate(value):
            if wrong := of_each(one):
                return f"[{place}]{wrong}"
        return ""

    return check


def _word(words: tuple[str, ...]) -> Check:
    return lambda value: "" if value in words else f"{_found(value)}, not one of {words!r}"


def _bare(hint: Any) -> Any:
    return get_args(hint)[0] if get_origin(hint) in (NotRequired, Required) else hint

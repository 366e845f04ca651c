"""Tells mypy what our middleware does to every request: it has an `actor`."""

from __future__ import annotations

from collections.abc import Callable

from mypy.nodes import MypyFile
from mypy.plugin import ClassDefContext, Plugin
from mypy.plugins.common import add_attribute_to_class

REQUEST = "django.http.request.HttpRequest"
ADDED = {"actor": "people.actors.Actor"}


class RequestsHaveActors(Plugin):
    def get_additional_deps(self, file: MypyFile) -> list[tuple[int, str, int]]:
        if file.fullname != REQUEST.rpartition(".")[0]:
            return []
        return [(10, name.rpartition(".")[0], -1) for name in ADDED.values()]

    def get_customize_class_mro_hook(self, fullname: str) -> Callable[[ClassDefContext], None] | None:
        return _add if fullname == REQUEST else None


def _add(context: ClassDefContext) -> None:
    for name, described in ADDED.items():
        kind = context.api.named_type_or_none(described)
        if kind is not None:
            add_attribute_to_class(context.api, context.cls, name, kind)
        elif not context.api.final_iteration:
            context.api.defer()


def plugin(version: str) -> type[Plugin]:
    return RequestsHaveActors

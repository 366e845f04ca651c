"""What a server does once and tests would do anew each time: it is done once a worker here."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.template.base import Template
from django.test.utils import instrumented_test_render
from whitenoise.middleware import WhiteNoiseMiddleware

_render = Template._render
_look = WhiteNoiseMiddleware.add_files_from_finders
_files: dict[str, Any] = {}


def find_static_files() -> None:
    """Each test's client has middleware of its own, and each WhiteNoise looks for every static file."""

    def add(self: WhiteNoiseMiddleware) -> None:
        if not _files:
            _look(self)
            _files.update(self.files)
        self.files.update(_files)

    WhiteNoiseMiddleware.add_files_from_finders = add


def render_plainly() -> None:
    """Django's test client has the context of every template copied; tests that ask for it have `contexts`."""
    Template._render = _render


@contextmanager
def rendering_told() -> Iterator[None]:
    Template._render = instrumented_test_render
    try:
        yield
    finally:
        render_plainly()


def collect_garbage_less() -> None:
    """Modules and templates stay until the end: there is no use in looking through them again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 10, 10)

"""Code stays small enough to read: functions ≤ 45 lines, modules ≤ 300, templates ≤ 60, tests ≤ 25; half of them far less."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
OURS = [*settings.APPS, "thai", "config", "launcher", "tools", "wiring"]
# A person reads it alone, beside the bundle, so that it is one file.
ALONE = {"verify_audit.py"}


def modules() -> Iterator[Path]:
    for app in OURS:
        yield from (path for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts)


def functions(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{path.relative_to(ROOT)}:{node.name}", (node.end_lineno or 0) - node.lineno + 1


def lines(path: Path) -> int:
    return len(path.read_text().splitlines())


def test_modules_are_short():
    assert {str(path): lines(path) for path in modules() if lines(path) > 300} == {}


def test_functions_are_short():
    sizes = dict(size for path in modules() for size in functions(path))
    assert {name: size for name, size in sizes.items() if size > 45} == {}
    assert median(sizes.values()) <= 6
    assert quantiles(sizes.values(), n=10)[-1] <= 15


def templates() -> Iterator[Path]:
    for folder in (ROOT, *(ROOT / app for app in OURS)):
        yield from (folder / "templates").rglob("*.html")


def test_templates_are_short():
    sizes = {str(path.relative_to(ROOT)): lines(path) for path in templates()}
    assert {name: size for name, size in sizes.items() if size > 60} == {}
    assert median(sizes.values()) <= 25


def test_lines_of_templates_are_short():
    long = {
        f"{path.relative_to(ROOT)}:{number}": len(line)
        for path in templates()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if len(line) > 120
    }
    assert long == {}


def test_tests_are_short():
    found = dict(size for path in (ROOT / "tests").rglob("test_*.py") for size in functions(path))
    assert {name: size for name, size in found.items() if size > 25} == {}

"""A rule that is set aside says why: beside it, in the line above, or here for those of one kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
CODE = [*settings.APPS, "thai", "config", "launcher", "tools", "wiring", "bench"]
IGNORES = re.compile(r"#\s*(?:type: ignore|noqa)(?:\[[\w-]+\]|:\s*[A-Z]+\d+)?(?P<why>.*)$")
# What the line must hold, and why nothing more is said there.
KINDS = {
    r"self\.fields\[.+\]\.(choices|queryset) = .*\[attr-defined\]": "to the stubs every field of a form is a plain Field",
    r"^class \w+\((forms\.ModelForm|BaseFormSet)\):.*\[type-arg\]": "Django's forms take no type at run time",
    r"^class \w+\(\w+\):.*\[misc\]": "the class above is of a library without types",
    r"^(from|import) .*noqa: E402": "Django is set up before its models can be imported",
}


def unexplained() -> Iterator[str]:
    for path in (path for folder in CODE for path in (ROOT / folder).rglob("*.py")):
        before = ""
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            found = IGNORES.search(line)
            said = found and (found["why"].strip() or before.startswith("#"))
            if found and not said and not any(re.search(kind, line) for kind in KINDS):
                yield f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
            before = line.strip()


def test_every_ignore_says_why():
    assert list(unexplained()) == []

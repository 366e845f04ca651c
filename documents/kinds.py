"""The kinds of papers there are: the template each is set from and what it shows beside its facts."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from documents import proposal

FOLDER = Path(settings.BASE_DIR) / "templates" / "documents"


@dataclass(frozen=True)
class Kind:
    """`prepare` makes the rest of the context from the facts, and refuses facts that contradict themselves."""

    template: str
    prepare: Callable[[Mapping[str, Any]], dict[str, Any]] = lambda facts: {}
    thai_digits: bool = True


KINDS = {
    "proposal": Kind("documents/proposal.html", prepare=proposal.prepare),
    "agreement": Kind("documents/agreement.html"),
}


@cache
def template_version() -> str:
    """Changes with any template or style of papers: says which of them a PDF was made from."""
    digest = hashlib.sha256()
    for path in sorted(FOLDER.rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(FOLDER).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]

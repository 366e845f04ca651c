"""The kinds of papers there are, and the template each is set from."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

FOLDER = Path(settings.BASE_DIR) / "templates" / "documents"


@dataclass(frozen=True)
class Kind:
    template: str
    thai_digits: bool = True


KINDS = {
    "proposal": Kind("documents/proposal.html"),
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

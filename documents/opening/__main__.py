"""`python -m documents.opening TYPE`: reads a file, writes "kept TYPE DRAWN LOOK" or "refused CODE", then the bytes to keep.

Of a workbook it writes the cells as JSON, and no look.
"""

from __future__ import annotations

import sys
from importlib import import_module

from documents.opening import EXCEL, Refused, bounds
from documents.opening.looks import Seen


def main() -> None:
    bounds.take()
    data, content_type = sys.stdin.buffer.read(), sys.argv[1]
    try:
        kept, kept_type, seen = _opened(data, content_type)
    except Refused as refused:
        sys.stdout.write(f"refused {refused.code}\n")
        return
    sys.stdout.buffer.write(f"kept {kept_type} {seen.drawn} {seen.look}\n".encode() + kept)


def _opened(data: bytes, content_type: str) -> tuple[bytes, str, Seen]:
    """Each kind is imported when it is met: none needs the libraries of the others."""
    if content_type == EXCEL:
        return import_module("documents.opening.workbooks").cells(data), "application/json", Seen()
    if content_type == "application/pdf":
        plain: tuple[bytes, str, Seen] = import_module("documents.opening.pdfs").plain(data)
    else:
        plain = import_module("documents.opening.photos").plain(data, content_type)
    return plain


main()

"""`python -m documents.opening TYPE`: reads a file, writes "kept TYPE DRAWN LOOK" or "refused CODE", then the bytes to keep."""

from __future__ import annotations

import sys

from documents.opening import Refused, bounds, pdfs, photos


def main() -> None:
    bounds.take()
    data, content_type = sys.stdin.buffer.read(), sys.argv[1]
    try:
        is_pdf = content_type == "application/pdf"
        kept, kept_type, seen = pdfs.plain(data) if is_pdf else photos.plain(data, content_type)
    except Refused as refused:
        sys.stdout.write(f"refused {refused.code}\n")
        return
    sys.stdout.buffer.write(f"kept {kept_type} {seen.drawn} {seen.look}\n".encode() + kept)


main()

"""`python -m documents.opening TYPE`: reads a file, writes "kept TYPE" or "refused CODE", then the bytes to keep."""

from __future__ import annotations

import sys

from documents.opening import Refused, bounds, pdfs, photos


def main() -> None:
    bounds.take()
    data, content_type = sys.stdin.buffer.read(), sys.argv[1]
    try:
        kept, kept_type = pdfs.plain(data) if content_type == "application/pdf" else photos.plain(data, content_type)
    except Refused as refused:
        sys.stdout.write(f"refused {refused.code}\n")
        return
    sys.stdout.buffer.write(f"kept {kept_type}\n".encode() + kept)


main()

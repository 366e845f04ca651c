"""The vectors of docs/spec/log.md, made of a log that is the same for ever. `python -m tests.vectors` writes them anew."""

from __future__ import annotations

import os
import re
from hashlib import sha256
from pathlib import Path

import django

SPEC = Path(__file__).resolve().parent.parent / "docs" / "spec" / "log.md"
BLOCK = re.compile(r"(<!-- vector: (\w+) -->\n```\w*\n)(.*?)(^```$)", re.DOTALL | re.MULTILINE)
SIZE = 300


def vectors() -> dict[str, str]:
    from audit import canonical, merkle, notes, tiles  # noqa: PLC0415
    from audit.witness import Asked  # noqa: PLC0415
    from tests import made_log  # noqa: PLC0415  # Django first
    from tests.made_log import KEY, ORIGIN, SEEN_BY, WITNESS, MadeLog, body  # noqa: PLC0415

    made = MadeLog(SIZE)
    log, witness = notes.verifier_for(ORIGIN, KEY), notes.verifier_for(WITNESS, SEEN_BY, notes.COSIGNATURE)
    roots = (f"{size:>3}  {merkle.root(made.leaves[:size]).hex()}" for size in (0, 1, 2, 3, 7, 256, 257, 300))
    found = [f"{tile.path:<18}{sha256(made.content(tile)).hexdigest()}" for tile in tiles.tiles_of(SIZE, entries=True)]
    signed = notes.Note(made.note().text, made.note().lines[:1])
    asked = bytes(Asked(256, made.consistency(256), signed)).decode()
    third = body(
        7,
        "request.submitted",
        {"title": "ถนน"},
        v=3,
        nonce="00" * 16,
        writes=[["requests_request", "7", 1, 1, "ab" * 32]],
    )
    row = canonical.encode({"c": 1, "id": 9, "pdf_id": sha256(b"%PDF").hexdigest(), "tree": "57", "veil": "cd" * 32})
    rendered = body(
        9,
        "document.rendered",
        {"document": 9, "pdf_sha256": sha256(b"%PDF").hexdigest(), "template_version": "1"},
        v=3,
        nonce="00" * 16,
        writes=[["documents_document", "9", 2, 1, sha256(row).hexdigest()]],
    )
    return {
        "row": row.decode() + "\n",
        "rendered": rendered.decode() + "\n",
        "keys": f"seed of the log      {KEY.private_bytes_raw().hex()}\n{log.vkey}\n"
        f"seed of the witness  {SEEN_BY.private_bytes_raw().hex()}\n{witness.vkey}\n",
        "body": made.bodies[1].decode() + "\n",
        "leaf": merkle.leaf_hash(made.bodies[1]).hex() + "\n",
        "body3": third.decode() + "\n",
        "roots": "\n".join(roots) + "\n",
        "tiles": "\n".join(found) + "\n",
        "note": str(made.note()),
        "proof": made.proof(3),
        "asked": asked,
        "policy": made.policy,
        "checkpoint": made.checkpoint(SIZE).decode(),
        "seconds": f"{made_log.SECONDS}\n",
    }


def written(text: str, found: dict[str, str]) -> str:
    def fill(block: re.Match[str]) -> str:
        return f"{block[1]}{found[block[2]]}{block[4]}"

    return BLOCK.sub(fill, text)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    SPEC.write_text(written(SPEC.read_text(encoding="utf-8"), vectors()), encoding="utf-8")


if __name__ == "__main__":
    main()

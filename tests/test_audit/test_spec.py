"""The specification's vectors are what the code makes, and what the verifier accepts."""

from __future__ import annotations

from tests import vectors


def test_the_vectors_are_true():
    """`python -m tests.vectors` writes them anew."""
    text, found = vectors.SPEC.read_text(encoding="utf-8"), vectors.vectors()
    blocks = {block[2]: block[3] for block in vectors.BLOCK.finditer(text)}
    assert blocks == {name: found[name] for name in blocks}
    assert found.keys() - blocks.keys() == {"seconds"}

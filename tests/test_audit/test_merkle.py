"""Trees as in RFC 6962, against the published roots of its reference implementation."""

from __future__ import annotations

import pytest

from audit import merkle

LEAVES = [
    bytes.fromhex(text)
    for text in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
ROOTS = {
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}
HASHES = [merkle.leaf_hash(leaf) for leaf in LEAVES]


@pytest.mark.parametrize("size", ROOTS)
def test_published_roots(size):
    assert merkle.root(HASHES[:size]).hex() == ROOTS[size]


def test_every_leaf_is_proved_and_no_other():
    for size in range(1, 9):
        root = merkle.root(HASHES[:size])
        for index in range(size):
            proof = merkle.inclusion_proof(HASHES[:size], index)
            assert merkle.verify_inclusion(HASHES[index], index, size, proof, root)
            assert not merkle.verify_inclusion(merkle.leaf_hash(b"x"), index, size, proof, root)
            assert not merkle.verify_inclusion(HASHES[index], index, size, [*proof, root], root)


def test_every_prefix_is_proved_and_no_other():
    for new in range(1, 9):
        for old in range(1, new + 1):
            proof = merkle.consistency_proof(HASHES[:new], old)
            roots = merkle.root(HASHES[:old]), merkle.root(HASHES[:new])
            assert merkle.verify_consistency(old, new, proof, *roots)
            assert not merkle.verify_consistency(old, new, proof, merkle.leaf_hash(b"x"), roots[1])

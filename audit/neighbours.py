"""Provinces on one machine that witness each other's logs: one process, three keys, three stores. It shows how; it proves nothing."""

from __future__ import annotations

import os
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from audit import notes, signing, witness
from audit.log import SYSTEM

# Of all provinces, whichever of them have begun.
CODES = range(10, 97)


def prepare(folder: Path, provinces: list[str], key: Ed25519PrivateKey, address: str) -> None:
    """A witness for each province, of every log but its own, and the policy by which two of three suffice."""
    logs = {tree: notes.verifier_for(signing.origin_of(tree), key).vkey for tree in [*map(str, CODES), SYSTEM]}
    lines = []
    for province in provinces:
        others = [vkey for tree, vkey in logs.items() if tree != province]
        made = witness.make(folder / province, f"{signing.origin_of(province)}/witness", others)
        lines.append(f"witness province-{province} {made.verifier.vkey} {address}/{province}/")
    names = " ".join(f"province-{province}" for province in provinces)
    lines += [f"group neighbours {max(len(provinces) - 1, 1)} {names}", "quorum neighbours"]
    part = folder / f".policy.{os.getpid()}"
    part.write_text("\n".join(lines) + "\n", encoding="utf-8")
    os.replace(part, folder / "policy")

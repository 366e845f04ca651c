"""Keeps the demo's database of this release, for the tests of later ones: `.venv/bin/python -m tests.upgrade.keep`.

Takes some three minutes, in a cluster of its own. With `PG_BIN` of the oldest PostgreSQL that we run on, all others can read
it. Besides the database, the digests of the migrations that made it: from here on they are the past, and no longer change.
"""

from __future__ import annotations

import hashlib
import lzma
import os
import subprocess
import tempfile
import tomllib
from pathlib import Path

from launcher import surroundings
from launcher.cluster import Cluster, at

ROOT = Path(__file__).parents[2]
FOLDER = Path(__file__).parent
MADE_BY = {"setup_database": "owner", "demo": "app", "sign --once": "signer", "verify_tables": "app"}


def main() -> None:
    release = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    with tempfile.TemporaryDirectory() as state:
        os.environ["VAR_DIR"] = state
        cluster = at(Path(state))
        with cluster.used():
            env = surroundings.whole(cluster)
            for command, role in MADE_BY.items():
                subprocess.run(surroundings.manage(*command.split()), env={**env, "DB_ROLE": role}, check=True)
            kept = lzma.compress(_dump(cluster, env), preset=9 | lzma.PRESET_EXTREME)
    (FOLDER / f"{release}.sql.xz").write_bytes(kept)
    (FOLDER / f"{release}.migrations").write_text("".join(f"{line}\n" for line in migrations()))


def migrations() -> list[str]:
    """Digest and place of each file that makes tables, as it stands now."""
    found = sorted(path for suffix in ("py", "sql") for path in ROOT.glob(f"*/migrations/0*.{suffix}"))
    return [f"{hashlib.sha256(path.read_bytes()).hexdigest()} {path.relative_to(ROOT)}" for path in found]


def _dump(cluster: Cluster, env: dict[str, str]) -> bytes:
    """Without names of roles: whoever restores it is the owner, and `setup_database` grants the others their rights."""
    command = [cluster.home.binaries / "pg_dump", "--no-owner", "--no-privileges", env["OWNER_DATABASE_URL"]]
    return subprocess.run(command, env=env, check=True, stdout=subprocess.PIPE).stdout


if __name__ == "__main__":
    main()

"""Programs that others wrote read the demo's four trees, and one of them is a live witness of ours. Results: strangers.json.

Go's `sumdb/note` and `tlog` as Debian ships them; `aics-tlog` and `aics-witness` in a virtual environment of their own, for
nothing of theirs is needed to run the service.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from audit import merkle, notes
from tests import databases
from tests.prove.test_demo import Made

HERE = Path(__file__).parent
TOLD = HERE / "strangers.json"
TREES = ("56", "57", "58", "system")
TOOLS = ("aics-tlog==0.2.1", "aics-witness==0.1.0")
GO = Path("/usr/lib/go-1.19/bin/go")


def tell(name: str, found: object) -> None:
    told = json.loads(TOLD.read_text()) if TOLD.exists() else {}
    TOLD.write_text(json.dumps(dict(sorted({**told, name: found}.items())), indent=1) + "\n")


def ran(*command: object, **how: object) -> str:
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, timeout=240, **how)
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    return done.stdout


@pytest.fixture(scope="session")
def tools() -> Path:
    """Made once, beside everything else that this checkout makes."""
    folder = Path(settings.VAR_DIR) / "strangers"
    if not (folder / "made").exists():
        ran(sys.executable, "-m", "venv", "--clear", folder)
        ran(folder / "bin" / "pip", "install", "-q", "--ignore-requires-python", *TOOLS)
        (folder / "made").touch()
    return folder / "bin"


@pytest.fixture(scope="session")
def go_reader(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("go")
    (folder / "src" / "read").mkdir(parents=True)
    shutil.copy(HERE / "strangers" / "read.go", folder / "src" / "read")
    env = {**os.environ, "GO111MODULE": "off", "GOPATH": f"{folder}:/usr/share/gocode", "GOCACHE": f"{folder}/cache"}
    ran(GO, "build", "-o", folder / "reader", "read", env=env)
    return folder / "reader"


class Demo(Made):
    """The demo, its signer, and what it publishes."""

    def __init__(self, name: str, folder: Path) -> None:
        super().__init__(name)
        self.folder, self.policy = folder, folder / "policy"
        self.env |= {"LOG_ORIGIN": "demo.example/log", "LOG_POLICY_FILE": str(self.policy)}
        self.env |= {"SIGNER_KEY_FILE": str(folder / "key"), "LC_ALL": "C.UTF-8"}

    def sign(self) -> None:
        env = {**self.env, "DB_ROLE": "signer"}
        ran(sys.executable, "manage.py", "sign", "--once", cwd=settings.BASE_DIR, env=env)

    def publish(self) -> Path:
        self.run("publish_log", str(self.folder / "log"), "--entries")
        return self.folder / "log"

    def vkey(self, tree: str) -> str:
        return (self.folder / "log" / tree / "vkey").read_text().strip()


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    with databases.bare() as name:
        made = Demo(name, tmp_path_factory.mktemp("demo"))
        made.run("demo")
        made.sign()
        made.publish()
        yield made


def head(folder: Path) -> notes.Head:
    return notes.head_of(notes.read((folder / "checkpoint").read_bytes()))


def test_go_reads_notes_tiles_and_proofs_of_all_trees(demo, go_reader):
    found = {}
    for tree in TREES:
        folder = demo.folder / "log" / tree
        size = head(folder).size
        olds = sorted({1, 2, size // 2, size - 1, size} - {0})
        told = json.loads(ran(go_reader, folder, demo.vkey(tree), *olds))
        assert (told["size"], told["included"], told["grown"]) == (size, size, len(olds))
        found[tree] = {key: told[key] for key in ("size", "included", "grown")}
    tell("golang.org/x/mod 0.7.0 sumdb/note, tlog", found)


@pytest.mark.parametrize("place", ["checkpoint", "tile/0", "tile/entries"])
def test_go_refuses_what_is_bent(demo, go_reader, tmp_path, place):
    folder = shutil.copytree(demo.folder / "log" / "57", tmp_path / "57")
    path = (
        folder / place if place == "checkpoint" else min(path for path in (folder / place).rglob("*") if path.is_file())
    )
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(bytes(raw))
    done = subprocess.run([str(go_reader), str(folder), demo.vkey("57"), "3"], capture_output=True, check=False)
    assert done.returncode != 0


def test_aics_tlog_reads_all_trees(demo, tools):
    found = {}
    for tree in TREES:
        folder = demo.folder / "log" / tree
        size, key = head(folder).size, ["--log-key", demo.vkey(tree), "--origin", f"demo.example/log/{tree}"]
        ran(tools / "aics-tlog", "verify-checkpoint", "--tiles", folder, *key)
        for seq in sorted({0, size // 3, size - 1}):
            leaf = demo.folder / "leaf"
            leaf.write_bytes(entry(folder, seq, size))
            ran(tools / "aics-tlog", "verify-inclusion", "--leaf", leaf, "--index", seq, "--tiles", folder, *key)
        found[tree] = {"size": size, "included": len({0, size // 3, size - 1})}
    tell("aics-tlog 0.2.1", found)


def entry(folder: Path, seq: int, size: int) -> bytes:
    raw, at = whole_or_part(folder / "tile" / "entries", seq // 256, size).read_bytes(), 0
    for _before in range(seq % 256):
        at += 2 + int.from_bytes(raw[at : at + 2], "big")
    return raw[at + 2 : at + 2 + int.from_bytes(raw[at : at + 2], "big")]


def whole_or_part(folder: Path, number: int, size: int) -> Path:
    whole = folder / f"{number:03}"
    return whole if whole.exists() else folder / f"{number:03}.p" / str(size % 256)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def live_witness(demo, tools, tmp_path) -> Iterator[str]:
    """`aics-witness` on this machine, which watches all four trees; answers its verifier key."""
    port, config = free_port(), tmp_path / "witness.json"
    command = [tools / "aics-witness"]
    said = ran(*command, "init", "-c", config, "--name", "strange.example/w1", "--listen", f"127.0.0.1:{port}")
    for tree in TREES:
        ran(*command, "add-log", "-c", config, "--origin", f"demo.example/log/{tree}", "--vkey", demo.vkey(tree))
    vkey = next(word for word in said.split() if word.startswith("strange.example/w1+"))
    demo.policy.write_text(f"witness strange {vkey} http://127.0.0.1:{port}/\nquorum strange\n")
    with subprocess.Popen([str(tools / "aics-witness"), "serve", "-c", str(config)]) as serving:
        wait_for(port)
        yield vkey
        serving.terminate()


def wait_for(port: int) -> None:
    for _time in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("the witness does not listen")


def test_a_strangers_witness_signs_what_our_signer_asks(demo, tools, live_witness):
    """From nothing, and then from what it has seen; its line holds by its own program and by ours."""
    demo.sign()
    folder, found = demo.publish(), {}
    before = head(folder / "system").size
    ran(sys.executable, "manage.py", "shell", "-c", ONE_MORE, cwd=settings.BASE_DIR, env=demo.env)
    demo.sign()
    demo.publish()
    assert head(folder / "system").size == before + 1
    for tree in TREES:
        key = ["--log-key", demo.vkey(tree), "--witness-key", live_witness, "--quorum", "1"]
        ran(tools / "aics-tlog", "verify-checkpoint", "--note", folder / tree / "checkpoint", *key)
        ours = ran(
            sys.executable, "-I", "verify_audit.py", folder / tree, "--policy", folder / "policy", cwd=settings.BASE_DIR
        )
        assert "seen by strange" in ours
        found[tree] = {"size": head(folder / tree).size}
    tell("aics-witness 0.1.0", found)


ONE_MORE = """
from audit.facts import ErasedFacts
from audit.log import record, recorded
from people.actors import Actor
facts = ErasedFacts(count=0, reason_code="none", fields=[])
recorded(lambda: record("personal.erased", tree="system", subject="person:1", actor=Actor.system(), facts=facts))()
"""


def test_our_proof_of_a_paper_climbs_to_a_root_that_go_has_read(demo):
    """A `.tlog-proof` as a page gives it: its lines are the path, its note is the published one."""
    script = (
        "from audit.models import Event; from audit.publishing import proof;"
        "print(proof(Event.objects.filter(tree='57', event='document.rendered').earliest('seq')))"
    )
    told = ran(sys.executable, "manage.py", "shell", "-v", "0", "-c", script, cwd=settings.BASE_DIR, env=demo.env)
    lines = told.split("\n\n")[0].split("\n")
    body, _, _row = base64.b64decode(lines[1].removeprefix("extra ")).partition(b"\n")
    index = int(lines[2].removeprefix("index "))
    note = notes.head_of(notes.read(told.split("\n\n", 1)[1].strip("\n").encode() + b"\n"))
    path = [base64.b64decode(line) for line in lines[3:]]
    assert merkle.verify_inclusion(merkle.leaf_hash(body), index, note.size, path, note.root)

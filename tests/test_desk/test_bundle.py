"""The log of a province as a ZIP file: the same bytes as the command's folder, of one state of the tree."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from django.core.management import call_command

import verify_audit
from audit import bundle
from tests import factories

pytestmark = pytest.mark.usefixtures("db", "at_work")


def packed(reach: bundle.Reach, **terms) -> bytes:
    file = BytesIO()
    bundle.pack(reach, file, **terms)
    return file.getvalue()


def unpacked(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_file_holds_what_the_command_writes(tmp_path):
    factories.submitted()
    call_command("export_audit", "--province", "57", "--out", str(tmp_path))
    content = packed(bundle.reach("57"))
    assert unpacked(content) == {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert packed(bundle.reach("57")) == content


def test_what_happens_meanwhile_is_in_the_next_one(tmp_path, monkeypatch):
    """A page after which somebody writes on: it is of the size that was read first, and verifies."""
    monkeypatch.setattr(bundle, "PAGE", 3)
    before = packed(reach := bundle.reach("57"))
    steps = []

    def goes_on(done: int, total: int) -> None:
        steps.append((done, total))
        factories.draft(complete=False)

    assert packed(reach, step=goes_on) == before
    assert len(steps) > 2 and steps[-1] == (reach.size, reach.size) and bundle.reach("57").size > reach.size
    zipfile.ZipFile(BytesIO(before)).extractall(tmp_path)
    assert verify_audit.verify(tmp_path, [], None)[0] == []


def test_a_torn_folder_has_no_manifest(tmp_path, monkeypatch):
    monkeypatch.setattr(bundle, "_checkpoints", lambda reach: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        bundle.export("57", tmp_path)
    assert not (tmp_path / "manifest.json").exists()

"""All open data as a folder of files, for any web server or memory stick.

It is written beside the old one and takes its place when it is whole: whoever reads meanwhile reads one or the other.
`SHA256SUMS` lists every file, as `sha256sum -c` reads it, and says that a folder is ours to replace.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from places.models import Province
from publishing import checkpoints, shelf
from publishing.checkpoints import Made

SUMS = "SHA256SUMS"


class NotOurs(Exception):
    """What stands there was not written by this: it is left alone."""


@dataclass(frozen=True, slots=True)
class Published:
    province: str
    files: int
    size_bytes: int
    made: Made


def publish(folder: Path) -> Iterator[Published]:
    """Write every file of every province that has begun; nothing is in place before the last one is told."""
    folder = Path(os.path.abspath(folder))
    if folder.exists() and not (folder / SUMS).is_file() and any(folder.iterdir()):
        raise NotOurs(f"{folder} is there and has no {SUMS}: name a folder that is empty, or not there.")
    fresh = folder.with_name(f".{folder.name}.{os.getpid()}")
    try:
        sums: dict[str, str] = {}
        for province in Province.objects.filter(is_active=True).order_by("pk"):
            yield _publish(fresh, province, sums)
        lines = "".join(f"{digest}  {name}\n" for name, digest in sorted(sums.items()))
        fresh.mkdir(parents=True, exist_ok=True)
        (fresh / SUMS).write_text(lines, encoding="utf-8")
        _put_in_place(fresh, folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _publish(fresh: Path, province: Province, sums: dict[str, str]) -> Published:
    made = checkpoints.now(province.pk)
    place = fresh / province.pk
    place.mkdir(parents=True)
    size, before = 0, len(sums)
    for name in shelf.files():
        if file := shelf.find(name, province):
            length, sums[f"{province.pk}/{name}"] = _write(place / name, file.write(province, made))
            size += length
    return Published(province.pk, len(sums) - before, size, made)


def _write(path: Path, parts: Iterator[bytes]) -> tuple[int, str]:
    digest, size = hashlib.sha256(), 0
    with path.open("xb") as file:
        for part in parts:
            digest.update(part)
            size += file.write(part)
        file.flush()
        os.fsync(file.fileno())
    return size, digest.hexdigest()


def _put_in_place(fresh: Path, folder: Path) -> None:
    old = folder.with_name(f".{folder.name}.{os.getpid()}.old")
    if folder.exists():
        os.rename(folder, old)
    os.rename(fresh, folder)
    shutil.rmtree(old, ignore_errors=True)

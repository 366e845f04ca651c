"""Opens files as `documents.opening` does, each in a process of its own, but in one that need not start an interpreter first.

A worker keeps one process that has imported what opens files. It forks for every file, and the fork takes the same bounds
and runs the same main. Tests of the opening itself ask for `cold_openings`.
"""

from __future__ import annotations

import os
import runpy
import signal
import socket
import subprocess
import sys
from importlib import import_module
from pathlib import Path

from documents import opening

ROOT = Path(__file__).resolve().parent.parent
COLD = opening._read_apart


class Keeper:
    """Started with the first file."""

    def __init__(self) -> None:
        self._told: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None

    def read_apart(self, data: bytes, content_type: str) -> subprocess.CompletedProcess[bytes]:
        """In place of `documents.opening._read_apart`."""
        ours, theirs = socket.socketpair()
        with ours:
            with theirs:
                socket.send_fds(self._tell(), [b"."], [theirs.fileno()])
            ours.settimeout(opening.SECONDS)
            ours.sendall(f"{content_type}\n".encode() + data)
            ours.shutdown(socket.SHUT_WR)
            answer = b"".join(iter(lambda: ours.recv(65_536), b""))
        return subprocess.CompletedProcess(content_type, 0 if answer else 1, answer, b"")

    def _tell(self) -> socket.socket:
        if not self._told:
            self._told, theirs = socket.socketpair()
            with theirs:
                self._process = subprocess.Popen([sys.executable, "-m", "tests.openings"], stdin=theirs, cwd=ROOT)
        return self._told

    def close(self) -> None:
        if self._told and self._process:
            self._told.close()
            self._process.wait()


def _serve() -> None:
    for name in ("pdfs", "photos", "workbooks"):
        import_module(f"documents.opening.{name}")
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody asks how a fork ended
    told = socket.socket(fileno=os.dup(0))
    while True:
        word, files, _flags, _address = socket.recv_fds(told, 1, 1)
        if not word:
            return
        if os.fork() == 0:
            _open(files[0])
        os.close(files[0])


def _open(file: int) -> None:
    try:
        os.dup2(file, 0)
        os.dup2(file, 1)
        os.close(file)
        content_type = b"".join(iter(lambda: os.read(0, 1), b"\n")).decode()
        sys.argv = ["documents.opening", content_type]
        runpy.run_module("documents.opening", run_name="__main__")
        sys.stdout.flush()
    finally:
        os._exit(0)


if __name__ == "__main__":
    _serve()

"""Trust policies (C2SP tlog-policy): whose signatures a checkpoint needs to be believed, and where witnesses are asked."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

from audit import notes
from audit.notes import BadNote, Note, Verifier

NONE = "none"


class BadPolicy(ValueError):
    """A line that the format does not know, or a name before it is defined."""


@dataclass(frozen=True, slots=True)
class Witness:
    """Somebody who sees that a log only grows; `url` is where they are asked, "" where nobody asks them."""

    name: str
    verifier: Verifier
    url: str = ""


@dataclass(slots=True)
class Policy:
    """`groups` are names (of witnesses or groups) of which so many have to have signed; `quorum` names what suffices."""

    logs: dict[str, Verifier] = field(default_factory=dict)
    witnesses: dict[str, Witness] = field(default_factory=dict)
    groups: dict[str, tuple[int, tuple[str, ...]]] = field(default_factory=dict)
    quorum: str = ""

    def is_met(self, names: Collection[str]) -> bool:
        """Whether the signatures of these witnesses suffice."""
        return self.quorum in (NONE, "") or self._holds(self.quorum, names)

    def _holds(self, name: str, names: Collection[str]) -> bool:
        if name in self.witnesses:
            return name in names
        least, members = self.groups[name]
        return sum(self._holds(member, names) for member in members) >= least

    def seen_by(self, note: Note) -> dict[str, int]:
        """Which witnesses signed a note, and when: seconds since 1970."""
        times = {name: notes.seen_at(note, witness.verifier) for name, witness in self.witnesses.items()}
        return {name: seconds for name, seconds in times.items() if seconds is not None}


def current() -> Policy:
    """The operator's; without a file nobody has to have signed."""
    path = Path(settings.LOG_POLICY_FILE)
    return read(path.read_text(encoding="utf-8")) if path.exists() else Policy(quorum=NONE)


def read(text: str) -> Policy:
    """Raises BadPolicy."""
    policy = Policy()
    for line in text.splitlines():
        words = line.split()
        if words and not words[0].startswith("#"):
            try:
                _LINES[words[0]](policy, words[1:])
            except (KeyError, IndexError, ValueError) as error:
                raise BadPolicy(f"{line!r}: {error}") from error
    return policy


def _log(policy: Policy, words: list[str]) -> None:
    verifier = notes.verifier_of(words[0])
    if len(words) > 2 or verifier.kind != notes.ED25519:
        raise BadNote("a log is a key of a log, and perhaps an address")
    policy.logs[verifier.name] = verifier


def _witness(policy: Policy, words: list[str]) -> None:
    name, key, *url = words
    verifier = notes.verifier_of(key)
    if len(url) > 1 or verifier.kind != notes.COSIGNATURE:
        raise BadNote("a witness is a name, a witness's key, and perhaps an address")
    _require_new(policy, name)
    policy.witnesses[name] = Witness(name, verifier, url[0] if url else "")


def _group(policy: Policy, words: list[str]) -> None:
    name, least, *members = words
    _require_new(policy, name)
    for member in members:
        _require_known(policy, member)
    count = {"any": 1, "all": len(members)}.get(least) or int(least)
    if not 1 <= count <= len(members) or len(set(members)) != len(members):
        raise ValueError("so many of these cannot have signed")
    policy.groups[name] = (count, tuple(members))


def _quorum(policy: Policy, words: list[str]) -> None:
    (name,) = words
    if policy.quorum:
        raise ValueError("there is one quorum")
    if name != NONE:
        _require_known(policy, name)
    policy.quorum = name


def _require_new(policy: Policy, name: str) -> None:
    if name == NONE or name in policy.witnesses or name in policy.groups:
        raise ValueError(f"{name} is defined already")


def _require_known(policy: Policy, name: str) -> None:
    if name not in policy.witnesses and name not in policy.groups:
        raise ValueError(f"{name} is not defined yet")


_LINES = {"log": _log, "witness": _witness, "group": _group, "quorum": _quorum}

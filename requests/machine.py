"""A request as data for programs: what a revision froze, under the name and version of its format.

The format is `requests.schema`; what it says of a request in the open edition has passed the gate.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_type_hints

from requests.frozen import Content, PublicProposal
from requests.schema import FORMAT, MachineRequest

# Named in the PDF of a proposal.
FILE = "request.json"
# The letter head and the gate's own notes are of the paper, not of the request.
_KEYS = frozenset(get_type_hints(Content))


def told(content: Mapping[str, Any], edition: str) -> MachineRequest:
    """`edition` is "full", "open" or "draft"."""
    kept: Content = {key: value for key, value in content.items() if key in _KEYS}  # type: ignore[assignment]  # those of Content
    return {"format": FORMAT, "edition": edition, **kept}


def of_open_edition(facts: PublicProposal) -> MachineRequest:
    return told(facts, "open")


def attached(facts: Mapping[str, Any]) -> dict[str, Any]:
    """What the PDF of a proposal carries: the open edition, also in the full one, for files go further than letters."""
    if "open" in facts:
        return {FILE: facts["open"]}
    return {FILE: told(facts, "open")} if facts.get("edition") == "public" else {}

"""A request as data for programs: what a revision froze, under the name and version of its format.

The format is `requests.schema`; what it says of a request in the open edition has passed the gate.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from requests.frozen import Content, PublicProposal
from requests.schema import FORMAT, MachineRequest

# Named in the PDF of a proposal.
FILE = "request.json"
_LETTER_HEAD = frozenset({"sender", "edition", "is_draft", "open", "norms"})


def told(content: Mapping[str, Any], edition: str) -> MachineRequest:
    """`edition` is "full", "open" or "draft"; the letter head is of the paper, not of the request."""
    kept: Content = {key: value for key, value in content.items() if key not in _LETTER_HEAD}  # type: ignore[assignment]  # the keys of Content are left
    return {"format": FORMAT, "edition": edition, **kept}


def of_open_edition(facts: PublicProposal) -> MachineRequest:
    return told(facts, "open")


def attached(facts: Mapping[str, Any]) -> dict[str, Any]:
    """What the PDF of a proposal carries: the open edition, also in the full one, for files go further than letters."""
    if "open" in facts:
        return {FILE: facts["open"]}
    return {FILE: told(facts, "open")} if facts.get("edition") == "public" else {}

"""Begins a tree's published log again, after two persons said that what was lost is lost.

Under its old name nothing inconsistent is ever signed: the tree gets a new name, and what was signed before stays true.
"""

from __future__ import annotations

from audit import comparing
from audit.memory import Memory, Remembered
from audit.models import Alarm, Stop
from audit.signing import origin_of


class Refused(Exception):
    """Not yet, or nothing to be done; the text says which."""


def begin_again(tree: str, memory: Memory) -> str:
    """Remember what stands now; answers the new name. Raises Refused while the log is stopped, or when nothing is wrong."""
    here, seen = comparing.heads().get(tree), memory.trees.get(tree)
    if seen is None or here is None:
        raise Refused(f"Nothing is remembered of tree {tree}.")
    fault = comparing.fault_of(tree, here, seen)
    if fault is None:
        raise Refused(f"Tree {tree} is what was signed of it, grown: there is nothing to begin again.")
    alarms = Alarm.objects.filter(tree=tree, stops=True, seen_size=fault.seen_size, seen_root=fault.seen_root)
    if not alarms.exists() or Stop.objects.filter(tree=tree).exists():
        raise Refused(f"Two recognised persons open tree {tree} again first, on the page of the alarm.")
    memory.keep({tree: Remembered(here.size, here.frontier, seen.generation + 1)})
    return origin_of(tree, seen.generation + 1)

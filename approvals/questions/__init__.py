"""Why each form of this room asks; one module beside each module of forms."""

from approvals.questions import items, meetings

__all__ = ["items", "meetings"]

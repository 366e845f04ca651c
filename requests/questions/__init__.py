"""Why each form of this room asks; one module beside each module of forms."""

from requests.questions import deciding, demands, rows, workbooks, writing

__all__ = ["deciding", "demands", "rows", "workbooks", "writing"]

"""The only writers of what a province offers and follows: routes, calls and cost norms."""

from programmes.services.norms import Terms, end_norm, import_norms, load_cost_norms, set_norm
from programmes.services.setting_up import add_call, add_route, change_call

__all__ = ["Terms", "add_call", "add_route", "change_call", "end_norm", "import_norms", "load_cost_norms", "set_norm"]

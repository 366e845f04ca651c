"""What a call must be like for a verb; `programmes.verbs` says which counts where."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from audit.verbs import condition
from jobs import clock
from programmes.models import Call


@condition("call_is_over", _("This call is over. Open another one, copied from it."))
def is_not_over(row: Call) -> bool:
    return row.closes_on >= clock.today()

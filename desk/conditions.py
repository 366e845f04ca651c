"""What an alarm must be like for a verb; `desk.verbs` says which counts where."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from audit import stopping
from audit.models import Alarm
from audit.verbs import condition


@condition("log_not_stopped", _("This log is not stopped, or was opened again already."))
def stops_the_log(alarm: Alarm) -> bool:
    return stopping.is_open(alarm)

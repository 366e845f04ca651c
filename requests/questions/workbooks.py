"""Why it is asked when a request is filled in elsewhere."""

from django.utils.translation import gettext_lazy as _

from people.asking import Why, tell
from requests.forms.workbooks import WorkbookForm

tell(
    WorkbookForm,
    by=__name__,
    file=Why(
        _("Its answers become the draft. Whatever is wrong in it is named by its cell, all at once."),
        _("The form that you took away here, saved as .xlsx"),
    ),
    over=Why(
        _("Somebody wrote in the draft meanwhile. What they wrote is lost where the form says something else."),
        _("Tick it once you have looked at what is other"),
    ),
)

"""Why it is asked when a request is filled in elsewhere."""

from django.utils.translation import gettext_lazy as _

from people.asking import Why, tell
from requests.forms.workbooks import ManyForm, WorkbookForm

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
tell(
    ManyForm,
    by=__name__,
    call=Why(_("All requests of the workbook are begun in this round."), _("The round of this year")),
    file=Why(
        _("It is read in the background. Either all of its requests are begun, or every fault is named by its cell."),
        _("The workbook that you took away here, saved as .xlsx"),
    ),
)

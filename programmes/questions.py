"""Why each question about a cost norm is asked."""

from django.utils.translation import gettext_lazy as _

from people.asking import Why, tell
from programmes.forms import DayForm, EndNormForm, NormForm, NormListForm

_DAY = _("What was decided by a norm can be read for ever, on the day on which it held.")
tell(
    NormForm,
    by=__name__,
    code=Why(_("By it the rows of one norm are known to follow each other."), "COMMUNITY_LUNCH"),
    name_th=Why(_("Councils read it beside their line."), _("Lunch of a community project")),
    cap=Why(_("A price above it is asked for a reason. Leave it empty while the figure is not known."), "80"),
    unit=Why(_("Councils read it behind the figure."), "คน/มื้อ"),
    regulation=Why(_("The paper names the rule by which the norm holds."), _("Letter 0408.4/246 of 31 October 2568")),
    valid_from=Why(_DAY, "1/10/2569"),
    words=Why(_("A line that has one of these words is held against this norm."), _("lunch, midday meal")),
    funder=Why(_("Some funders have norms of their own; leave it empty when it is for all."), _("Leave it empty")),
    call=Why(_("Some calls have norms of their own; leave it empty when it is for all."), _("Leave it empty")),
)
tell(EndNormForm, by=__name__, valid_to=Why(_DAY, "30/9/2569"))
tell(
    NormListForm,
    by=__name__,
    file=Why(_("All norms of a letter are entered at once, and every fault is named by its cell."), "norms.xlsx"),
)
tell(
    DayForm,
    by=__name__,
    on=Why(_DAY, "1/10/2569"),
    against=Why(_("You see which norms were others on that day."), "1/10/2568"),
)

"""Why each question about a cost norm is asked."""

from django.utils.translation import gettext_lazy as _

from people.asking import Why, tell
from programmes.call_forms import CallForm
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
tell(
    CallForm,
    by=__name__,
    title=Why(_("Councils choose it by this name."), _("Normal round of fiscal year 2570")),
    purpose=Why(
        _("Whoever reads it decides by it whether their need fits."), _("For what communities do against smoke")
    ),
    fiscal_year=Why(_("What is asked for is spent in this year."), "2570"),
    opens_on=Why(_("Before this day nobody can send."), "1/10/2569"),
    closes_on=Why(_("It can be moved later, never to a day that is past."), "31/1/2570"),
    envelope=Why(_("Councils and committees see how much there is for all."), "2,000,000"),
    ceiling=Why(_("Whoever asks for more is told while they write."), "100,000"),
    own_share=Why(_("It is counted from the sources of the request, money and labour alike."), "10"),
    askers=Why(
        _("Others are told at once, not after their work. Choose none when all may ask."), _("Tick councils alone")
    ),
    dimensions=Why(_("Choose none when every dimension fits."), _("Tick environment alone")),
    demands=Why(_("Without them a request cannot be sent."), _("Tick what nobody can do without")),
    route=Why(_("The committees that decide on it, in their order."), _("The newest, when in doubt")),
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

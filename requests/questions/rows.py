"""Why each row of a request is asked for, and what one looks like."""

from django.utils.translation import gettext_lazy as _

from people.asking import Why, tell
from requests.forms.goals import GoalForm
from requests.forms.rows import (
    ActivityForm,
    BudgetLineForm,
    IndicatorForm,
    ObjectiveForm,
    TargetGroupForm,
)
from requests.forms.sources import MoneyPartForm

tell(
    ObjectiveForm,
    by=__name__,
    text=Why(
        _("Each objective is measured by itself at the end. One to five are enough."),
        _("80 families have water for a second harvest by April 2570"),
    ),
)
_KIND = Why(
    _("What can be counted is a number; what can only be judged, such as trust, is a quality with four levels."),
    _("Families with water: a number. How well the group works together: a quality"),
    word="indicator",
)
_MEASURED = Why(
    _("The report at the end gives a figure for just this."),
    _("Families that have water from January to April"),
)
_FIGURES = {
    "baseline": Why(_("Without where it began nobody sees how far it came."), "12"),
    "target": Why(_("It is what you promise. Rather less, and kept."), "80"),
    "unit": Why(_("80 alone says nothing: families, rai or litres?"), _("families")),
    "source": Why(_("So that anyone can check the figure in the report."), _("Book of the water users' group")),
    "levels": Why(
        _("Said before the work begins, they keep the judgement fair afterwards."),
        _("Never meets · meets now and then · meets each month · decides and keeps accounts by itself"),
    ),
}
tell(
    IndicatorForm,
    by=__name__,
    objective=Why(
        _("An objective without a measure cannot be reached, nor missed."),
        _("1. 80 families have water for a second harvest"),
    ),
    kind=_KIND,
    text=_MEASURED,
    **_FIGURES,
)
tell(
    GoalForm,
    by=__name__,
    text=Why(
        _("Each objective is measured by itself at the end. One to five are enough."),
        _("80 families have water for a second harvest by April 2570"),
    ),
    measure=_MEASURED,
    kind=_KIND,
    **_FIGURES,
)
tell(
    TargetGroupForm,
    by=__name__,
    name=Why(
        _("The province counts whom the money reaches. Groups only: names of people do not belong here."),
        _("Rice farmers of village 4"),
    ),
    direct=Why(_("The cost for each of them is reckoned from it."), "240"),
    indirect=Why(_("Those who have something of it without taking part. Not known? Leave it."), "1,100"),
)
tell(
    ActivityForm,
    by=__name__,
    name=Why(
        _("Each line of the budget belongs to one activity: what is not done costs nothing."),
        _("Common work at the weir"),
    ),
    starts_on=Why(_("The payments are planned by it: the money should be there before the work begins.")),
    ends_on=Why(_("After it the work can be looked at.")),
    place=Why(_("Who wants to see the work must find it."), _("Weir at the bridge, Ban Huai Mak")),
    who=Why(_("So that the work is somebody's. A group or a position, no private names."), _("Water users' group")),
    output=Why(_("It is what the photo in your report will show."), _("12 metres of wall")),
)
tell(
    BudgetLineForm,
    by=__name__,
    description=Why(
        _("Each line is decided, paid and reported by itself. Write it as in your notebook."),
        _("Lunch for common work"),
    ),
    factors=Why(_("It shows how you came to the sum; then nobody has to ask.")),
    rate=Why(
        _("It is laid beside the province's usual price. Above it, one sentence of reason is enough."),
        _("80 for a lunch, 35 for a snack"),
        word="cost-norm",
    ),
    amount=Why(_("For what has no price of one, such as a set of materials."), "5,400"),
    activity=Why(_("It shows what each piece of work costs."), _("Common work at the weir")),
    category=Why(
        _("The books of the fund and its auditors sort by it."),
        _("Lunch: operating. Cement: materials. Trainer: remuneration"),
    ),
    over_norm_reason=Why(
        _("Going above the norm is no fault. The committee only needs to know why."),
        _("The village lies 40 km from the nearest shop"),
    ),
)
tell(
    MoneyPartForm,
    by=__name__,
    kind=Why(
        _("What you give yourselves, in money or in work, counts too: others join more easily."),
        _("In kind, for the labour of the village"),
        word="in-kind",
    ),
    funder=Why(
        _("Each funder you name is asked by itself and has to answer."),
        _("The central fund of the province"),
        word="funder",
    ),
    name=Why(_("So that what is given can be found again in the report."), _("Labour of 60 people for two days")),
    amount=Why(_("All parts together must come to what the work costs."), "36,000"),
)

"""Why it is asked about a meeting, and what an answer looks like."""

from django.utils.translation import gettext_lazy as _

from approvals.forms.meetings import (
    CallAgainForm,
    CorrectForm,
    MinutesForm,
    OpenForm,
    OtherItemForm,
    PlanForm,
    WhenForm,
)
from people.asking import Why, tell

tell(
    WhenForm,
    by=__name__,
    day=Why(_("Members must know at least three days before. The notice is sent with this day."), word="notice"),
    at=Why(_("It stands in the notice and in everybody's calendar."), "09:30"),
    place=Why(
        _("Members go there, or press the link."),
        _("Meeting room of the district office of Mueang Chiang Rai"),
    ),
)
tell(
    PlanForm,
    by=__name__,
    mode=Why(_("Online each member must be recognised, and the minutes say how."), _("On site")),
    is_urgent=Why(
        _("A shorter notice is allowed only with a reason."),
        _("Tick it for a flood, not for a late paper"),
    ),
    urgent_reason=Why(
        _("It stands in the notice: who could not come can judge it."),
        _("The flood of 12 September cut the road to three villages"),
    ),
)
tell(
    CallAgainForm,
    by=__name__,
    announce_lower_quorum=Why(
        _("A third is enough only when the notice says so beforehand, and within fourteen days."),
        _("Tick it when too few came the first time"),
        word="quorum",
    ),
)
tell(
    OtherItemForm,
    by=__name__,
    title=Why(_("It stands in the notice: members come prepared."), _("Printing of the yearly report"), word="agenda"),
    pays=Why(
        _("Then the resolution will ask for the sum, the payee and the source."),
        _("Tick it for the printer's bill"),
    ),
)
tell(
    OpenForm,
    by=__name__,
    seat_=Why(_("The quorum is counted from it. Without one nothing can be resolved."), _("Online"), word="quorum"),
    how_=Why(
        _("The minutes must say how somebody online was recognised, and why somebody is absent."),
        _("Seen and heard by all; or: ill, sent word"),
    ),
    presided_by=Why(
        _("Who presides signs the minutes and has the casting vote."),
        _("The vice-chair, when the chair is away"),
    ),
)
tell(
    MinutesForm,
    by=__name__,
    began=Why(_("The form of minutes has it; votes before it would not count."), "09:40"),
    attending=Why(
        _("Guests do not count for the quorum, but who heard the discussion is on record."),
        _("Community development officer of the amphoe"),
    ),
    from_chair=Why(
        _("The official form has it, also when there was nothing."),
        _("The seed capital of 2569 came in on 2 March"),
    ),
    last_minutes=Why(_("Only minutes that were adopted are final."), _("Adopted without correction"), word="minutes"),
    arising=Why(
        _("So that what was promised last time is not forgotten."),
        _("Two shops were asked for the price of cement"),
    ),
    item_=Why(
        _("The votes are there already; here stands what was said before them."),
        _("The secretary explained; two members asked about repairs later on"),
    ),
    other=Why(_("The official form has it, also when there was nothing."), _("Nothing")),
    ended=Why(_("With it the minutes are complete."), "12:05"),
)
tell(
    CorrectForm,
    by=__name__,
    corrections=Why(
        _("Adopted minutes are not rewritten in silence: the reader sees what was changed."),
        _("Item 4.2: 60,000 instead of 66,000 baht"),
    ),
)

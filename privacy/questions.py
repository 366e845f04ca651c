"""Why it is asked of who asks about their own data, and of who answers."""

from django.utils.translation import gettext_lazy as _

from people.asking import Why, tell
from privacy.forms import AnswerForm, AskForm, RefuseForm

tell(
    AskForm,
    by=__name__,
    kind=Why(_("Each wish has its own way and its own time, at most 30 days."), _("To see what is kept about me")),
    text=Why(_("It spares you a call back."), _("My old telephone number is still on my seat")),
)
tell(
    AnswerForm,
    by=__name__,
    answer_text=Why(
        _("The law gives the person an answer in writing."),
        _("The telephone number was taken out on 17 March"),
    ),
    erases_contact=Why(
        _("It cannot be brought back, only given anew by the person."),
        _("Tick it when the person asked for just this"),
    ),
)
tell(
    RefuseForm,
    by=__name__,
    answer_text=Why(
        _("A refusal without a reason does not hold."),
        _("Minutes that were adopted must be kept (Official Information Act)"),
    ),
)

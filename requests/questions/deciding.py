"""Why it is asked when a request is sent, checked or withdrawn."""

from django.utils.translation import gettext_lazy as _

from people.asking import Why, tell
from requests.forms.deciding import DefectForm, ReasonForm, StillOpenForm, SubmitForm, TakeAlongForm, WordsForm

tell(
    SubmitForm,
    by=__name__,
    answer_=Why(
        _("The committee checks only these points again. One sentence on what you changed saves another round."),
        _("The quotation of the shop is attached now"),
    ),
)
tell(
    TakeAlongForm,
    by=__name__,
    call=Why(_("Its terms and its last day count from now on."), _("The normal round of next year"), word="call"),
)
tell(
    WordsForm,
    by=__name__,
    shown=Why(
        _("A word that only looks like a name, such as a place or a plant, would be missing for everybody who reads."),
        _("The pineapple of Nang Lae"),
        word="open-edition",
    ),
    withheld=Why(
        _(
            "No program knows every nickname. Whoever lives there is known by it, and cannot take it back once it is public."
        ),
        _("Aunt Tim"),
        word="open-edition",
    ),
)
tell(
    ReasonForm,
    by=__name__,
    reason=Why(
        _("It stays with the request, so that everybody understands later what happened."),
        _("The tambon's own budget pays for the weir now"),
    ),
)
tell(
    DefectForm,
    by=__name__,
    section=Why(_("The council is led straight to this page of its request."), _("11 What it costs")),
    text=Why(
        _("All that is missing is named at once; later nothing new may be added. Say what would be enough."),
        _("The price of cement: attach one quotation"),
        word="defect",
    ),
)
tell(
    StillOpenForm,
    by=__name__,
    still_open=Why(
        _("After the first list only these points may be asked for again."),
        _("Tick the quotation, if it is still missing"),
        word="defect",
    ),
)

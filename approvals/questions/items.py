"""Why it is asked about an item of the agenda, and what an answer looks like."""

from django.utils.translation import gettext_lazy as _

from approvals.forms.items import (
    AnswerForm,
    CastForm,
    DissentForm,
    InterestForm,
    LetStayForm,
    MotionForm,
    ObjectionForm,
    OfMemberForm,
    ReasonsForm,
    ResolveForm,
    StandInForm,
    VoteForm,
)
from people.asking import Why, tell

tell(
    InterestForm,
    by=__name__,
    seat=Why(
        _("Who has an interest in an item leaves for it; the others are then the whole committee."),
        _("The member whose brother sells the cement"),
        word="recusal",
    ),
    kind=Why(
        _("The law names the kinds; with it the minutes are complete."),
        _("Relative, up to the third degree"),
        word="conflict",
    ),
    reason=Why(
        _("One short sentence for the minutes; no more about the family than is needed."),
        _("My brother's shop made the quotation"),
    ),
)
tell(
    StandInForm,
    by=__name__,
    seat=Why(
        _("Who presides keeps order and has the casting vote, for this item only."),
        _("The vice-chair, if present"),
        word="casting-vote",
    ),
)
tell(
    LetStayForm,
    by=__name__,
    votes_for=Why(_("Two thirds of the others, in secret, may let the member stay and speak."), "6", word="recusal"),
    others=Why(_("Everybody who is present beside this member."), "8"),
)
tell(
    MotionForm,
    by=__name__,
    outcome=Why(
        _("Members vote on exactly this; it cannot be changed once the first has voted."),
        _("Endorse with a reduction"),
        word="resolution",
    ),
    conditions=Why(
        _("They stand in the resolution and in the letter to the council."),
        _("Attach a second quotation before the first payment"),
    ),
    line_=Why(_("Only for a reduction: what the committee finds right for this line."), _("3,000 instead of 3,200")),
    defect_section=Why(_("The council is led straight to this page of its request."), _("11 What it costs")),
    defect_text=Why(
        _("Say what would be enough, so that it comes back right the first time."),
        _("Attach one quotation for the cement"),
    ),
    source=Why(
        _("Each source has its own balance; money tied to a purpose pays only that."),
        _("The seed capital of 2569"),
    ),
    grant_=Why(_("What the fund itself gives; the rest is for the other funders to answer."), "3,000"),
    payee=Why(_("Nobody else can be paid by this resolution."), _("Printer of the fund's yearly report")),
    payment=Why(_("Paying more needs a new resolution; less is allowed."), "8,500"),
)
tell(
    OfMemberForm,
    by=__name__,
    seat=Why(
        _("You write it for a member who is in the room; both names are on record."),
        _("A member who raised a hand"),
    ),
)
tell(
    VoteForm,
    by=__name__,
    choice=Why(
        _("One member, one vote. It counts once and cannot be taken back."),
        _("Abstain, when you did not hear the discussion"),
    ),
)
tell(
    ReasonsForm,
    by=__name__,
    facts=Why(
        _("A no, a less or a not-yet must say what it rests on: the council may appeal."),
        _("The quotation asks 180 baht a bag; two shops in the amphoe ask 140"),
        word="appeal",
    ),
    criterion=Why(_("The rule, so that the next council is measured alike."), _("Cost norms of the province, 2569")),
    consideration=Why(
        _("How the rule was laid on the facts; this makes a decision that holds."),
        _("The norm leaves room for 160 baht with the way to the village"),
    ),
)
tell(
    ResolveForm,
    by=__name__,
    how=Why(
        _("If nobody objects no count is needed; one objection, and the votes are counted."),
        _("Nobody objected, when the chair asked twice"),
    ),
)
tell(
    CastForm,
    by=__name__,
    choice=Why(_("Only on a tie, and only by who presides."), _("5 for, 5 against, 1 abstained"), word="casting-vote"),
)
tell(
    DissentForm,
    by=__name__,
    text=Why(
        _("A member who was outvoted may have the reasons in the minutes."),
        _("The road must come first, or no lorry reaches the weir"),
        word="dissent",
    ),
)
tell(
    ObjectionForm,
    by=__name__,
    text=Why(
        _("While it stands no money leaves. Say what you heard, so that the minutes can be compared."),
        _("The meeting said 60,000 baht, the resolution says 66,000"),
    ),
)
tell(
    AnswerForm,
    by=__name__,
    text=Why(
        _("It stands beside the objection for good, and money may follow again."),
        _("Corrected to 60,000 baht by the meeting of 20 March"),
    ),
)

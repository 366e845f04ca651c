"""Why each answer of a request is asked for, and what one looks like."""

from django.utils.translation import gettext_lazy as _

from people.asking import Why, tell
from requests.forms.writing import AttachmentForm, BeginForm, SectionForm

tell(
    SectionForm,
    by=__name__,
    title=Why(
        _(
            "The name stands on every list, letter and page about this request. Who reads it alone should know what "
            "will be done."
        ),
        _("Repair of the weir and the firebreak at Ban Huai Mak"),
    ),
    dimension=Why(
        _("The province adds up by it how much goes to each side of life, and sees what was left out."),
        _("Debts of households: economy; firebreak: natural resources and environment"),
        word="dimension",
    ),
    strategic_issue=Why(
        _("A request that serves what the province chose as most important is easier to endorse. None fits? Leave it."),
        _("Smoke and forest fires for a firebreak; safe food for a community garden"),
        word="issue",
    ),
    sector=Why(
        _("It shows who carries the work, so that the others know whom to join."),
        _("The people's sector, when the council's groups do it themselves"),
        word="sector",
    ),
    plan_item=Why(
        _(
            "Committees ask first whether it is in a plan: then it is what the place wanted, not what somebody "
            "thought of today."
        ),
        _("Ten-year plan of the tambon, 2570: mend the weirs of three villages"),
        word="ten-year-plan",
    ),
    outside_plan_reason=Why(
        _(
            "What is in no plan may still be urgent. With the reason the committee can decide; without it, it sends "
            "the request back."
        ),
        _("The flood of September 2569 broke the weir after the plan was made"),
    ),
    groups=Why(
        _("It shows that the request is of many, and whom to ask about the work."),
        _("Housewives' group of Ban Huai Mak; water users of village 4; volunteers against fires"),
        word="council",
    ),
    resolution_number=Why(_("The request is the council's, not one person's: its minutes prove it."), word="minutes"),
    resolution_on=Why(
        _("Together with the number it finds the minutes. It must lie before the day on which you send the request."),
    ),
    resolution_attendance=Why(_("So that the reader sees that enough of you decided it. Heads only, no names.")),
    recipient_kind=Why(
        _("A council is often no legal person: the agreement must name who can receive and answer for the money."),
        _("An account that three people of the council open together"),
    ),
    recipient_name=Why(
        _("The treasurer pays to this name alone. One letter wrong, and the bank sends the money back."),
        _("Community organisation council of tambon Doi Hang (account of three signatories)"),
    ),
    contact_name=Why(
        _("Committees and funders call this person when something is not clear. The name is not shown in public."),
        _("Mrs Bua Kham-ai"),
    ),
    contact_position=Why(_("So that who calls knows as what the person answers."), _("Secretary of the council")),
    contact_phone=Why(
        _("A question by telephone is answered today; by letter it takes a week. It is not shown in public."),
    ),
    second_name=Why(
        _("When the first cannot be reached, the request does not lie still. Another person, with another telephone."),
        _("Mr Som Jaidee"),
    ),
    second_position=Why(_("So that who calls knows as what the person answers."), _("Chair of the council")),
    second_phone=Why(
        _("It must be another number than the first, or nobody is reached when that one is off."),
        "089-876-5432",
    ),
    situation=Why(
        _("Who decides was never in your village. Two or three sentences show it to them."),
        _("The weir broke in September. Since then 120 rai of rice have no water from January on"),
    ),
    figure=Why(
        _("Agencies once left proposals unanswered because they were “not clear enough”. One figure makes it clear."),
    ),
    figure_source=Why(_("A figure that anyone can look up is believed.")),
    cause=Why(
        _("Who knows the cause sees that your way mends it, not only what hurts."),
        _("The weir of bamboo rots every third year"),
    ),
    consequence=Why(
        _("Money is short everywhere. This says why yours should not wait."),
        _("A second harvest is lost, and 40 families look for work in town"),
    ),
    villages=Why(
        _("The request is filed under these places: the map shows who was reached and who was not yet."),
        _("Ban Huai Mak, village 4"),
    ),
    method=Why(
        _("It lets the reader check the budget: what is not in the way of working needs no money."),
        _("Two days of common work with 60 people; stone from the village, cement from the shop in the amphoe"),
    ),
    starts_on=Why(
        _("Payments and reports are counted from this day. Leave time for the decision: two to three months."),
    ),
    ends_on=Why(_("The last report is due after it. Better a month too long than a report too late.")),
    multi_year=Why(
        _("The books close on 30 September. What goes on longer must be carried over on purpose."),
        _("Tick it for work from July to December"),
        word="fiscal-year",
    ),
    outputs=Why(
        _("The report at the end is laid beside this: what was promised, what there is."),
        _("One weir 12 metres wide and 3 km of firebreak"),
    ),
    outcomes=Why(
        _("Money is given for what changes in people's lives; the thing built is only the way there."),
        _("80 families have water for a second harvest"),
    ),
    beneficiaries=Why(
        _("So that the reader sees that it is for many, and that nobody was forgotten."),
        _("80 families of two villages, among them 15 older people who live alone"),
    ),
    risks=Why(
        _("Naming what could go wrong is no weakness: it shows that you are ready for it."),
        _("Rain comes early: then the wall is poured first, the rest in November"),
    ),
    follow_up_method=Why(
        _("Whoever gives money wants to know how you will notice that it works."),
        _("Measure the water in March; take photos of the same place before and after"),
    ),
    follow_up_who=Why(_("Work that is everybody's is done by nobody."), _("Three people of the water users' group")),
    follow_up_when=Why(_("It tells the committee when to ask you how it goes."), _("Every month, and in April 2570")),
    sustainability=Why(
        _("What falls apart when the money ends helps nobody for long."),
        _("Each family gives 50 baht a year for repairs"),
    ),
    proposer_name=Why(_("This name is printed at the end of the paper, for the signature."), _("Mr Som Jaidee")),
    proposer_position=Why(_("It is printed below the name."), _("Chair of the council")),
    supporter_name=Why(
        _("A second signature shows that others stand behind it, such as the local government. Nobody? Leave it."),
        _("Mr Kaeo Wongchai"),
    ),
    supporter_position=Why(_("It is printed below the name."), _("Mayor of the tambon")),
)
tell(
    BeginForm,
    by=__name__,
    call=Why(
        _("Each call has its own last day, its own papers and its own way through the committees."),
        _("Round 1 of fiscal year 2570"),
        word="call",
    ),
    organisation=Why(
        _("The request belongs to whom you name here, also when you write it for them. That you did is on record."),
        _("Community organisation council of tambon Doi Hang"),
    ),
)
tell(
    AttachmentForm,
    by=__name__,
    kind=Why(
        _("The check before the committee looks for each kind of paper that the call asks for."),
        _("Minutes, when the paper is the resolution of your council"),
    ),
    title=Why(_("Readers choose by the name which file to open."), _("Minutes 3/2569 of 14 January 2569")),
    file=Why(
        _("A photo made with the telephone is enough, as long as every line can be read."),
        _("minutes-3-2569.pdf"),
    ),
    is_open=Why(
        _(
            "Neighbours and other councils learn from it. Leave it closed when names, telephones or accounts stand "
            "on it."
        ),
        _("Tick it for a photo of the weir, not for the list of names"),
    ),
    alt=Why(
        _("Who does not see the picture hears these words."),
        _("The broken weir at the bridge, with the dry bed behind it"),
    ),
    faces=Why(
        _("A face belongs to its owner. Nobody is shown to the whole country without having been asked."),
        _("Nobody, when people are seen from behind"),
    ),
    allowed_by=Why(
        _("If somebody wants their picture gone, they know whom to tell."),
        _("The secretary, at the common work of 14 January; parents for children"),
    ),
)

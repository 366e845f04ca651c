"""The plain question for each answer; the formal document has the formal words."""

from django.utils.translation import gettext_lazy as _

LABELS = {
    "title": _("Name of the project: what will be done"),
    "dimension": _("Development dimension"),
    "strategic_issue": _("Strategic issue of the province"),
    "sector": _("Which sector leads"),
    "plan_item": _("Which plan it belongs to"),
    "outside_plan_reason": _("If it is in no plan: why it must be done all the same"),
    "groups": _("Groups that take part"),
    "resolution_number": _("The council's resolution: meeting number"),
    "resolution_on": _("Date of that meeting"),
    "resolution_attendance": _("How many came"),
    "recipient_kind": _("Who receives the money"),
    "recipient_name": _("Name of the account, local government or fund"),
    "contact_name": _("Who is responsible: full name"),
    "contact_position": _("Their position"),
    "contact_phone": _("Their telephone"),
    "second_name": _("Second person: full name"),
    "second_position": _("Their position"),
    "second_phone": _("Their telephone"),
    "situation": _("What is the situation today"),
    "figure": _("One figure that shows it"),
    "figure_source": _("Where the figure comes from"),
    "cause": _("What causes it"),
    "consequence": _("What happens if nothing is done"),
    "villages": _("In which villages"),
    "method": _("How will it be done, with what, from where"),
    "starts_on": _("It starts on"),
    "ends_on": _("It ends on"),
    "multi_year": _("It goes on beyond this fiscal year"),
    "outputs": _("What there will be at the end"),
    "outcomes": _("What it changes for people"),
    "beneficiaries": _("Who benefits"),
    "risks": _("What could go wrong, and what then"),
    "follow_up_method": _("How you will follow up"),
    "follow_up_who": _("Who follows up"),
    "follow_up_when": _("When"),
    "sustainability": _("What happens when the money has ended"),
    "proposer_name": _("Who proposes: full name"),
    "proposer_position": _("Their position"),
    "supporter_name": _("Who supports it: full name"),
    "supporter_position": _("Their position"),
}

# What a request may leave without: the form says so beside them, and only there.
MAY_STAY_EMPTY = frozenset(
    {
        "strategic_issue",
        "sector",
        "groups",
        "contact_position",
        "second_position",
        "cause",
        "consequence",
        "method",
        "beneficiaries",
        "risks",
        "sustainability",
        "supporter_name",
        "supporter_position",
    }
)
# Of these, what the screen asks for in its very question.
IN_SIGHT = frozenset({"groups", "method"})

HINTS = {
    "plan_item": _("Not in any plan? Leave this and say why in the next box."),
    "title": _("At most 150 characters"),
    "groups": _("One per line"),
    "villages": _("One per line"),
    "resolution_number": _("Such as 3/2569"),
    "resolution_attendance": _("Such as 32"),
    "recipient_name": _("As it is written in the bank book or the register"),
    "contact_phone": _("Such as 081-234-5678"),
    "figure": _("Such as “32 of 50 households have debts outside the banks”"),
    "figure_source": _("Such as “village survey, January 2569”"),
    "starts_on": _("Day/month/year, such as 17/3/2569"),
    "ends_on": _("Day/month/year, such as 17/3/2569"),
    "resolution_on": _("Day/month/year, such as 17/3/2569"),
}

"""How the events of requests read on a timeline."""

from django.utils.translation import gettext_lazy as _

from audit.events import Event, register
from requests.facts import (
    AdmittedFacts,
    AttachedFacts,
    AttachmentRemovedFacts,
    BegunFacts,
    DemandFacts,
    EndorsedFacts,
    FilledFacts,
    MovedFacts,
    NotEndorsedFacts,
    OpenedFacts,
    ReminderFacts,
    ResolvedFacts,
    ReturnedFacts,
    SubmittedFacts,
    TakenAlongFacts,
    WordsChosenFacts,
    WrittenFacts,
)

register(
    "requests",
    Event("request.begun", _("The request was begun."), facts=BegunFacts, version=2, public=True),
    Event("request.written", _("A part of the request was written."), facts=WrittenFacts, small=True),
    Event("request.filled", _("The request was filled in from an Excel form."), facts=FilledFacts),
    Event(
        "request.taken_along",
        _("The draft was taken along into another call; it is open until {due_on:date}."),
        facts=TakenAlongFacts,
        small=True,
    ),
    Event(
        "request.words_chosen",
        _("Of the words that everybody reads, {shown} were opened and {withheld} closed."),
        facts=WordsChosenFacts,
        small=True,
    ),
    Event("request.attached", _("A file was attached."), facts=AttachedFacts),
    Event("request.attachment_removed", _("A file was taken away."), facts=AttachmentRemovedFacts),
    Event("request.file_opened", _("A file was opened to everybody."), facts=OpenedFacts, public=True),
    Event("request.file_taken_back", _("A file was taken back from the public."), facts=OpenedFacts, public=True),
    Event(
        "request.submitted",
        _("The request for {amount:baht} baht was sent; receipt number {number}."),
        facts=SubmittedFacts,
        public=True,
    ),
    Event("request.withdrawn", _("The request was withdrawn: {reason}"), facts=MovedFacts, texts=("reason",)),
    Event(
        "request.admitted",
        _("The request was found complete and goes before the committee."),
        facts=AdmittedFacts,
        public=True,
    ),
    Event(
        "request.returned",
        _("The request was returned: {defects} things to put right by {due_on:date}."),
        facts=ReturnedFacts,
        public=True,
    ),
    Event(
        "request.endorsed",
        _("Of {asked:baht} baht, {amount:baht} baht was endorsed."),
        facts=EndorsedFacts,
        version=2,
        public=True,
    ),
    Event("request.deferred", _("The request was deferred."), facts=ResolvedFacts, public=True),
    Event("request.resumed", _("The request was taken up again."), facts=MovedFacts, public=True),
    Event(
        "request.not_endorsed",
        _("The request was not endorsed. It may be appealed within {appeal_days} days."),
        facts=NotEndorsedFacts,
        public=True,
    ),
    Event(
        "request.handed_on",
        _("The request now waits for somebody else, until {due_on:date}."),
        facts=MovedFacts,
        small=True,
    ),
    Event("request.agreed", _("The agreement is signed by every party."), facts=ResolvedFacts, public=True),
    Event(
        "request.activated", _("The first money has gone out; the work is under way."), facts=ResolvedFacts, public=True
    ),
    Event(
        "request.closing_begun",
        _("Everything is reported; the request is being closed."),
        facts=ResolvedFacts,
        public=True,
    ),
    Event("request.closed", _("The request was closed."), facts=ResolvedFacts, public=True),
    Event("request.suspended", _("The request was suspended: {reason}"), facts=MovedFacts, texts=("reason",)),
    Event("request.taken_up_again", _("The suspension was ended."), facts=MovedFacts, public=True),
    Event("request.terminated", _("The request was terminated: {reason}"), facts=MovedFacts, texts=("reason",)),
    Event("request.due_soon", _("Something waits for you until {due_on:date}."), facts=ReminderFacts),
    Event("demand.set", _("What requests must have was changed."), facts=DemandFacts, public=True),
    about=("request:", "demand:"),
)

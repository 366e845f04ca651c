"""How the events of requests, calls and routes read on a timeline."""

from django.utils.translation import gettext_lazy as _

from audit.sentences import register

register(
    {
        "request.begun": _("The request was begun."),
        "request.written": _("A part of the request was written."),
        "request.attached": _("A file was attached."),
        "request.attachment_removed": _("A file was taken away."),
        "request.submitted": _("The request for {amount:baht} baht was sent; receipt number {number}."),
        "request.withdrawn": _("The request was withdrawn: {reason}"),
        "request.admitted": _("The request was found complete and goes before the committee."),
        "request.returned": _("The request was returned: {defects} things to put right by {due_on:date}."),
        "request.endorsed": _("The request was endorsed for {amount:baht} baht."),
        "request.deferred": _("The request was deferred."),
        "request.resumed": _("The request was taken up again."),
        "request.not_endorsed": _("The request was not endorsed. It may be appealed within {appeal_days} days."),
        "request.handed_on": _("The request now waits for somebody else, until {due_on:date}."),
        "request.agreed": _("The agreement is signed by every party."),
        "request.activated": _("The first money has gone out; the work is under way."),
        "request.closing_begun": _("Everything is reported; the request is being closed."),
        "request.closed": _("The request was closed."),
        "request.suspended": _("The request was suspended: {reason}"),
        "request.taken_up_again": _("The suspension was ended."),
        "request.terminated": _("The request was terminated: {reason}"),
        "request.due_soon": _("Something waits for you until {due_on:date}."),
        "route.added": _("Version {version} of the route was adopted."),
        "call.added": _("The call “{title}” was opened."),
        "norms.loaded": _("{entries} cost norms were entered."),
    }
)

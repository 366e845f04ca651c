"""Reports on instalments: what was done and what was spent, line by line, never more than was given."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Sum
from django.utils.translation import gettext as _

from audit.errors import Invalid
from audit.log import recorded
from audit.machine import finish, lock
from grants.facts import ReportFacts, ReportSentFacts
from grants.models import Instalment, OfferLine, Report, ReportLine
from grants.services import closing
from grants.services.paying import REPORT_DAYS, VERIFY_DAYS, about, done, payer
from grants.services.rows import locked_instalment
from grants.verbs import INSTALMENT
from grants.workflow import ReportState
from jobs import clock
from people.actors import Actor
from thai.money import baht


@recorded
def send_report(
    pk: int, *, narrative: str, spent: Mapping[int, int], is_final: bool = False, version: int, actor: Actor
) -> Report:
    """Report on an instalment: words, and {line position: satang spent}.

    Together with earlier reports no line may exceed what this funder gives for it. A final report ends the funder's
    part: what was paid and not spent falls due for return, and no further instalment follows.
    """
    instalment = locked_instalment(pk, version=version)
    INSTALMENT.require("send_report", actor, instalment)
    if not narrative.strip():
        raise Invalid(_("Say what was done."), code="narrative_missing", field="narrative")
    lines = _sound_lines(instalment, spent)
    instalment.report()
    report = Report(
        instalment=instalment,
        narrative=narrative.strip(),
        spent=sum(spent.values()),
        is_final=is_final,
        sent_at=clock.now(),
        sent_by=actor.seat,
    )
    report.full_clean(exclude=["instalment"])
    report.save()
    ReportLine.objects.bulk_create(
        ReportLine(report=report, line_id=lines[n].line_id, spent=a) for n, a in spent.items() if a
    )
    facts: ReportSentFacts = {**about(instalment), "spent": report.spent, "final": is_final}
    done(instalment, "report.sent", actor, facts, owner=payer(instalment), days=VERIFY_DAYS)
    return report


def _sound_lines(instalment: Instalment, spent: Mapping[int, int]) -> dict[int, OfferLine]:
    lines = {part.line.position: part for part in instalment.offer.lines.select_related("line")}
    for position, amount in spent.items():
        if position not in lines or amount < 0:
            raise Invalid(
                _("This funder gives nothing for line %(n)s.") % {"n": position},
                code="line_not_funded",
            )
        room = lines[position].amount - spent_on(lines[position])
        if amount > room:
            texts = {"n": position, "room": baht(max(room, 0))}
            raise Invalid(
                _("Line %(n)s has %(room)s baht left. Moving money between lines needs a resolution.") % texts,
                code="line_overspent",
            )
    paid = paid_of(instalment)
    before = spent_before(instalment)
    if before + sum(spent.values()) > paid:
        raise Invalid(
            _("%(left)s baht of what was paid is left to report on.") % {"left": baht(max(paid - before, 0))},
            code="overspent",
        )
    return lines


def spent_on(part: OfferLine) -> int:
    """Satang reported on a line of an offer, in reports that were not returned."""
    reported = ReportLine.objects.filter(line=part.line_id, report__instalment__offer=part.offer_id)
    kept = reported.exclude(report__state=ReportState.RETURNED)
    return kept.aggregate(total=Sum("spent"))["total"] or 0


def paid_of(instalment: Instalment) -> int:
    paid = Instalment.objects.filter(offer=instalment.offer_id, paid_on__isnull=False)
    return paid.aggregate(total=Sum("amount"))["total"] or 0


def spent_before(instalment: Instalment) -> int:
    reports = Report.objects.filter(instalment__offer=instalment.offer_id).exclude(state=ReportState.RETURNED)
    return reports.aggregate(total=Sum("spent"))["total"] or 0


@recorded
def accept_report(pk: int, *, version: int, actor: Actor) -> Instalment:
    """Accept the report on an instalment; after the last one the funder's part is closed."""
    instalment = locked_instalment(pk, version=version)
    INSTALMENT.require("accept_report", actor, instalment)
    instalment.accept_report()
    # The one report that is open; under the instalment's lock there cannot be a second.
    report = lock(Report, instalment.reports.get(state=ReportState.SUBMITTED).pk)
    report.accept()
    finish(report)
    council = instalment.agreement.budget_request.organisation
    facts: ReportFacts = {**about(instalment), "spent": report.spent}
    done(instalment, "report.accepted", actor, facts, owner=council, days=REPORT_DAYS)
    closing.after_accepted(instalment, report, actor)
    return instalment


@recorded
def return_report(pk: int, *, reason: str, version: int, actor: Actor) -> Instalment:
    """Send a report back with what is missing."""
    instalment = locked_instalment(pk, version=version)
    INSTALMENT.require("return_report", actor, instalment)
    if not reason.strip():
        raise Invalid(_("Say what is missing."), code="reason_missing", field="reason")
    instalment.return_report()
    report = lock(Report, instalment.reports.get(state=ReportState.SUBMITTED).pk)
    report.return_for_revision()
    report.answer = reason.strip()
    finish(report, fields=("answer",))
    council = instalment.agreement.budget_request.organisation
    return done(
        instalment, "report.returned", actor, owner=council, days=REPORT_DAYS, personal={"reason": reason.strip()}
    )

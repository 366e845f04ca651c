"""The completeness check: everything that is missing is told at once, within seven days, and never more later."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from audit.errors import Invalid
from audit.log import recorded
from jobs import clock
from people.actors import Actor
from places.calendar import due
from programmes import routing
from requests import decision_letters, sections
from requests.facts import AdmittedFacts, ReturnedFacts
from requests.models import BudgetRequest, Defect, DefectList
from requests.services.rows import done, hand_to, locked, moved
from requests.verbs import VERBS


@recorded
def admit(pk: int, *, version: int, actor: Actor) -> BudgetRequest:
    """Find the request complete and put it before the first committee of its route."""
    row = locked(pk, version=version)
    VERBS.require("admit", actor, row)
    row.admit()
    open_defects(row).update(resolved_at=clock.now(), resolved_by=actor.person)
    row.stage = routing.stages(row.call.route, row.organisation)[0]
    hand_to(row, routing.committee(row.stage, row.organisation), row.stage.days)
    facts: AdmittedFacts = {**moved(row), "stage": row.stage.position}
    return done(row, "request.admitted", actor, facts, fields=("stage",))


@recorded
def return_for_revision(
    pk: int, *, defects: Sequence[tuple[str, str]] = (), still_open: Sequence[int] = (), version: int, actor: Actor
) -> BudgetRequest:
    """Send a request back with one consolidated list of (section, what to put right).

    The first list is the only one that may name new defects; a later one repeats those in `still_open`, and the
    others count as put right (Administrative Procedure Act s.27).
    """
    row = locked(pk, version=version)
    VERBS.require("return_for_revision", actor, row)
    again = row.defect_lists.filter(basis="").exists()
    if again and defects:
        raise Invalid(
            _("After the first list no new defects may be raised; repeat only what is still open."),
            code="no_new_defects",
        )
    committee = row.owner
    row.return_for_revision()
    made = _repeat(row, still_open, actor) if again else make_list(row, defects, actor)
    hand_to(row, row.organisation, row.call.route.revision_days)
    facts: ReturnedFacts = {**moved(row), "basis": "", "round": made.round, "defects": made.defects.count()}
    done(row, "request.returned", actor, facts)
    if committee:
        decision_letters.issue_return(row, committee, made, actor=actor)
    return row


def open_defects(row: BudgetRequest) -> QuerySet[Defect]:
    return Defect.objects.filter(defect_list__budget_request=row, resolved_at=None)


def make_list(row: BudgetRequest, defects: Sequence[tuple[str, str]], actor: Actor, *, basis: str = "") -> DefectList:
    """Write down a new list; refuses an empty one and a section that does not exist."""
    if not defects or any(key not in sections.BY_KEY or not text.strip() for key, text in defects):
        raise Invalid(_("Say what must be put right, and in which part."), code="defects_missing")
    made = _new_list(row, actor, basis)
    Defect.objects.bulk_create(Defect(defect_list=made, section=key, text=text.strip()) for key, text in defects)
    return made


def _repeat(row: BudgetRequest, still_open: Sequence[int], actor: Actor) -> DefectList:
    earlier = list(open_defects(row))
    kept = [defect for defect in earlier if defect.pk in set(still_open)]
    if not kept:
        raise Invalid(_("Choose at least one defect that is still open."), code="defects_missing")
    open_defects(row).update(resolved_at=clock.now(), resolved_by=actor.person)
    made = _new_list(row, actor, "")
    Defect.objects.bulk_create(
        Defect(defect_list=made, section=defect.section, text=defect.text, repeats=defect) for defect in kept
    )
    return made


def _new_list(row: BudgetRequest, actor: Actor, basis: str) -> DefectList:
    return DefectList.objects.create(
        budget_request=row,
        round=row.defect_lists.count() + 1,
        basis=basis,
        made_at=clock.now(),
        made_by=actor.by_person,
        due_on=due(clock.today(), row.call.route.revision_days),
    )

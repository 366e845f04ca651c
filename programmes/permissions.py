"""What can stand against setting a province up; `programmes.verbs` says which counts where."""

from __future__ import annotations

from django.utils.translation import gettext as _

from people.actors import Actor
from people.models import OrganisationKind
from programmes.models import Call, CostNorm, Route


def sets_up(actor: Actor, row: Route | Call) -> str:
    """A province is set up by its secretariat, or by the system before there is one."""
    own = actor.kind == OrganisationKind.SECRETARIAT and actor.province_id == row.province_id
    return "" if own or actor.is_system else _("Only the provincial secretariat may do this.")


def sets_norms(actor: Actor, row: CostNorm) -> str:
    """Of its own province: what is common to all provinces is published by others."""
    own = actor.kind == OrganisationKind.SECRETARIAT and actor.province_id == row.province_id
    return "" if own else _("Only the provincial secretariat may do this.")

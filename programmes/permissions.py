"""What can stand against setting a province up; `programmes.verbs` says which counts where."""

from __future__ import annotations

from django.utils.translation import gettext as _

from people.actors import Actor
from people.models import OrganisationKind
from programmes.models import Call, Route


def sets_up(actor: Actor, row: Route | Call) -> str:
    """A province is set up by its secretariat, or by the system before there is one."""
    own = actor.kind == OrganisationKind.SECRETARIAT and actor.province_id == row.province_id
    return "" if own or actor.is_system else _("Only the provincial secretariat may do this.")

"""Letters that other rooms' verbs set going."""

from audit.facts import Facts
from notices import invitations, letters, services
from people.effects import INVITED, TOLD, WRITTEN, Says
from people.models import Person
from wiring.refs import Ref


def tell(persons: list[Person], event: str, about: Ref, page: str, facts: Facts) -> None:
    """What happened to somebody's own account or seat: by letter too, whatever they chose for their work."""
    services.tell(persons, kind=event, subject=about, url=page, facts=facts, always=True)


def _post(address: str, says: Says) -> None:
    services.post(to=address, letter=letters.plain(says))


INVITED.provide("notices", invitations.mail, by=__name__)
TOLD.provide("notices", tell, by=__name__)
WRITTEN.provide("notices", _post, by=__name__)

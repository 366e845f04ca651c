"""Letters that other rooms' verbs set going."""

from notices import invitations, services
from people.effects import INVITED, WRITTEN

INVITED.provide("notices", invitations.mail, by=__name__)


def _post(address: str, title: str, words: str) -> None:
    services.post(to=address, title=title, body=words)


WRITTEN.provide("notices", _post, by=__name__)

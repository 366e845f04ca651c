"""Letters that other rooms' verbs set going."""

from notices import invitations
from people.effects import INVITED

INVITED.provide("notices", invitations.mail, by=__name__)

"""Who takes part: persons, the organisations they sit in, and the seats that carry every right.

A right belongs to a seat, never to a person: a person acts in one seat at a time, and every event names it. What must be
two different people is compared by person, never by seat.
"""

from people.kinds import ASKERS, COMMITTEES, FUNDERS, MFA_ROLES, VOTERS, OrganisationKind, Role
from people.models.identities import AddressProof, OutsideIdentity, Session
from people.models.organisations import Organisation
from people.models.persons import HeldForm, Letters, Person
from people.models.recoveries import Recovery, RecoveryWord
from people.models.seats import Invitation, Seat
from people.models.standing import Card, Recognition, Sighting, Unseating, Way

__all__ = [
    "ASKERS",
    "COMMITTEES",
    "FUNDERS",
    "MFA_ROLES",
    "VOTERS",
    "AddressProof",
    "Card",
    "HeldForm",
    "Invitation",
    "Letters",
    "Organisation",
    "OrganisationKind",
    "OutsideIdentity",
    "Person",
    "Recognition",
    "Recovery",
    "RecoveryWord",
    "Role",
    "Seat",
    "Session",
    "Sighting",
    "Unseating",
    "Way",
]

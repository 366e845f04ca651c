"""Who sits where, and how that is known, is evidence: rights, four eyes and votes rest on it. What opens a door is none."""

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session as BareSession

from audit.registry import Evidence, exempt, register
from people.models import (
    AddressProof,
    HeldForm,
    Invitation,
    Organisation,
    OutsideIdentity,
    Person,
    Recognition,
    Recovery,
    RecoveryWord,
    Seat,
    Session,
    Sighting,
    Unseating,
)

register(
    "people",
    Evidence(
        Organisation,
        changing=("name_th", "name_en", "registration_no", "letter_code", "parent_id", "is_active"),
    ),
    Evidence(
        Seat,
        changing=(
            "title",
            "person_id",
            "starts_on",
            "ends_on",
            "follows_id",
            "stand_in_year",
            "confirmed_at",
            "confirmed_by_id",
            "confirmed_for_id",
            "confirmed_on_basis",
            "shut_at",
            "shut_by_id",
        ),
    ),
    Evidence(Sighting),
    Evidence(Recognition),
    Evidence(OutsideIdentity),
    Evidence(Unseating, changing=("agreed_at", "agreed_by_id", "dropped_at", "dropped_by_id")),
    Evidence(RecoveryWord, personal=("how_known",)),
)
exempt(
    "people",
    {
        Person: "a name and an address are their holder's to change; that somebody is recognised rests on its recognition",
        Recovery: "a way back in, which lapses; who vouched for it is evidence, and its use an event",
        Invitation: "a way into a seat, which lapses; the seat that it fills is evidence",
        Session: "who is signed in now",
        BareSession: "who is signed in now",
        HeldForm: "what somebody typed, kept for an hour",
        AddressProof: "a code that went to an address, kept until it lapses",
        EmailAddress: "where letters go",
        EmailConfirmation: "a code that went to an address",
        Authenticator: "a second factor: its holder makes and removes it",
        Group: "not used",
        Group.permissions.through: "not used",
        Permission: "not used",
        ContentType: "the framework's own list of tables",
    },
)

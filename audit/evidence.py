"""Of the log itself, and of the rooms that lie below it, nothing is registered: the log is what evidence is compared with."""

from audit.models import (
    Alarm,
    Checkpoint,
    Cosignature,
    Event,
    Head,
    Note,
    PersonalValue,
    Reopening,
    SignedHead,
    Stamp,
    Stop,
)
from audit.registry import CHECKS, exempt
from jobs.models import Job
from places.models import CustomArea, District, Holiday, Province, Subdistrict, Tile

_THE_LOG = "the log itself, which a verifier reads"
_A_NAME = "a name on the map, loaded from a list that others keep"

_OF_THE_LOG = "what the signer, witnesses and time authorities say of the log, and what stops it"

exempt("audit", dict.fromkeys((Checkpoint, Event, Head, SignedHead), _THE_LOG))
exempt("audit", dict.fromkeys((Alarm, Cosignature, Note, Reopening, Stamp, Stop), _OF_THE_LOG))
exempt(
    "audit",
    {
        PersonalValue: "the vault: an event holds the digest of each value; log.verify_vault compares them",
        Job: "work to do, forgotten once it is done",
        Province: _A_NAME,
        District: _A_NAME,
        Subdistrict: _A_NAME,
        Tile: "where a name stands on a picture",
        CustomArea: "a name for some sub-districts",
        CustomArea.subdistricts.through: "a name for some sub-districts",
        Holiday: "a due day is worked out once, and stands in what is due",
    },
)
CHECKS.provide("log", "log.verify_log", by=__name__)
CHECKS.provide("projection", "log.verify_projection", by=__name__)
CHECKS.provide("vault", "log.verify_vault", by=__name__)

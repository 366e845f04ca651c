"""Files made in the background: asked for, made whole or not at all, kept for a week, then swept with their bytes."""

from __future__ import annotations

import errno
import hashlib
from collections.abc import Iterator
from datetime import timedelta
from tempfile import TemporaryFile
from typing import Any, BinaryIO

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from psycopg.errors import DiskFull

from audit.errors import Conflict
from documents.conditions import is_under_way
from documents.models import Parcel, ParcelPart
from documents.models.parcels import ParcelQuerySet, Trouble
from documents.parcels import kind_of
from documents.verbs import PARCEL
from jobs import clock
from jobs.models import OPEN, Job
from jobs.registry import Step
from jobs.services import KEEP_DONE, cancel, enqueue
from people.actors import Actor

# Long enough for a weekend and a holiday; what is made of data can be made again, so that it is no record to be kept.
KEPT = timedelta(days=7)
# Whoever clicks all week long keeps this many of one kind about one subject; the disk is everybody's.
MOST_KEPT = 5
# And this many of all kinds and subjects together; whoever may read thousands of matters could ask for each.
MOST_OF_A_PERSON = 100
# What is one too many goes with the sweep, after the hour of grace: this many of the same may be made in that time.
MOST_AN_HOUR = 10
# Workers have papers to make and notices to send beside the files of one person.
MOST_AWAITED = 10
# A download that began in time is not cut off.
GRACE = timedelta(hours=1)
# What is asked for every week is made anew before its job's row is forgotten, which a parcel refers to.
RENEWED = KEEP_DONE - 4 * KEPT
PART_BYTES = 1 << 20
_FULL = (errno.ENOSPC, errno.EDQUOT)


@transaction.atomic
def ask_for_parcel(kind: str, subject: str, *, form: str = "", actor: Actor) -> Parcel:
    """Promise the file to who asks. While it is being made, and while nothing has changed, asking again is the same promise.

    Two clicks at once meet at the unique key of open jobs: the second finds the first one's job, and with it its parcel.
    """
    parcel = Parcel(kind=kind, form=form, subject=subject, asked_at=clock.now(), expires_at=clock.now() + KEPT)
    parcel.asked_by, parcel.asked_in = actor.by_person, actor.by_seat
    if reason := kind_of(parcel).reason_against(actor, parcel):
        raise PermissionDenied(reason)
    if same := _unchanged(parcel) or _awaited(parcel):
        return same
    parcel.job = _promised(parcel)
    first = Parcel.objects.filter(job=parcel.job).first()
    if first and not first.is_made:
        return first
    if first:
        # Made of what was there before; its worker has not said so yet, or died. Until then its key would be taken.
        cancel(parcel.job_id)
        parcel.job = _promised(parcel)
    parcel.save()
    return parcel


def make_parcel(parcel_id: int, *, step: Step = lambda done, total: None) -> Parcel:
    """Make the file; one that is made is returned as it is. What `step` raises ends it, and nothing of it is kept.

    It is written into a file without a name, which a killed worker leaves nowhere, on the disk of the installation: the
    usual place for such files may be memory.
    """
    parcel = Parcel.objects.get(pk=parcel_id)
    if parcel.is_made:
        return parcel
    began = clock.now()
    with TemporaryFile(dir=settings.VAR_DIR) as file:
        reach = kind_of(parcel).write(parcel, file, step)
        return _keep(parcel_id, file, step, reach=dict(reach), read_at=began)


def mark_trouble(parcel_id: int, error: BaseException) -> None:
    """Say what went wrong to who waits; the job's next attempt may still make it."""
    full = (isinstance(error, OSError) and error.errno in _FULL) or isinstance(error.__cause__, DiskFull)
    Parcel.objects.filter(pk=parcel_id, made_at=None).update(trouble=Trouble.NO_SPACE if full else Trouble.OTHER)


def stop_parcel(pk: int, *, actor: Actor) -> Parcel:
    """Stop the making of a file. The parcel is not locked: its maker holds it while the bytes go in, and one conditional
    UPDATE of the job decides between the two."""
    parcel = Parcel.objects.select_related("job").get(pk=pk)
    PARCEL.require("stop_parcel", actor, parcel)
    # A file whose bytes are all in stays, though its worker has yet to say that it is done.
    if not cancel(parcel.job_id) or Parcel.objects.filter(pk=pk, made_at__isnull=False).exists():
        raise is_under_way.refusal()
    return parcel


@transaction.atomic
def sweep_parcels() -> int:
    """Delete what has expired, bytes first; returns how many parcels went."""
    gone = Parcel.objects.filter(expires_at__lt=clock.now() - GRACE)
    # What was stopped or failed goes too. What no worker came for in a week is still promised.
    ids = list(gone.exclude(job__state__in=OPEN).values_list("pk", flat=True))
    ParcelPart.objects.filter(parcel__in=ids).delete()
    return Parcel.objects.filter(pk__in=ids).delete()[0]


def _unchanged(asked: Parcel) -> Parcel | None:
    """The newest that this person has of the same, when it was made of what is there now; it is kept for another week."""
    made = _same(asked).filter(made_at__gt=clock.now() - RENEWED, expires_at__gt=clock.now())
    newest = made.order_by("-pk").first()
    if newest is None or newest.reach != dict(kind_of(asked).reach(asked)):
        return None
    Parcel.objects.filter(pk=newest.pk).update(expires_at=asked.expires_at)
    return newest


def _awaited(asked: Parcel) -> Parcel | None:
    """The same one that this person waits for already. Conflict when they wait for many others, or just had many made."""
    if same := _same(asked).awaited().first():
        return same
    _require_measure(asked)
    if Parcel.objects.filter(asked_by=asked.asked_by).awaited().count() >= MOST_AWAITED:
        sentence = _("You are waiting for %(files)s files already. Ask again when one of them is made.")
        raise Conflict(sentence % {"files": MOST_AWAITED}, code="many_awaited")
    return None


def _require_measure(asked: Parcel) -> None:
    """Where data changes every minute, each asking is another file."""
    of_all = Parcel.objects.filter(asked_by=asked.asked_by)
    for made, most in ((_same(asked), MOST_AN_HOUR), (of_all, MOST_OF_A_PERSON)):
        if made.filter(made_at__gt=clock.now() - GRACE).count() >= most:
            sentence = _("Many files were made for you in the last hour. Fetch those, or ask again later.")
            raise Conflict(sentence, code="many_made")


def _promised(asked: Parcel) -> Job:
    key = f"parcel:{asked.kind}:{asked.form}:{asked.subject}:{asked.asked_by_id}"
    return enqueue("documents.parcel", subject=asked.subject, dedupe_key=key)


def _same(asked: Parcel) -> ParcelQuerySet:
    """What this person has asked for of one kind and form about one subject."""
    told = {name: getattr(asked, name) for name in ("asked_by", "kind", "form", "subject")}
    return Parcel.objects.filter(**told)


@transaction.atomic
def _keep(parcel_id: int, file: BinaryIO, step: Step, **read: Any) -> Parcel:
    """All of its bytes are there, or none of them.

    A worker that was thought dead may come as the second: it finds the parcel made. Its last step renews the lease, or
    raises when the job is another's or was stopped, which takes back every part.
    """
    parcel = Parcel.objects.select_for_update().get(pk=parcel_id)
    if parcel.is_made:
        return parcel
    file.seek(0)
    digest = hashlib.sha256()
    size_bytes = 0
    for number, content in enumerate(_pieces(file)):
        ParcelPart.objects.create(parcel=parcel, number=number, content=content)
        digest.update(content)
        size_bytes += len(content)
    step(1, 1)
    whole = {"sha256": digest.hexdigest(), "size_bytes": size_bytes, "made_at": clock.now(), "trouble": ""}
    Parcel.objects.filter(pk=parcel_id).update(**read, **whole, expires_at=clock.now() + KEPT)
    _expire_older(parcel)
    parcel.refresh_from_db()
    return parcel


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    return iter(lambda: file.read(PART_BYTES), b"")


def _expire_older(newest: Parcel) -> None:
    others = Parcel.objects.filter(asked_by=newest.asked_by)
    for asked, most in ((_same(newest), MOST_KEPT), (others, MOST_OF_A_PERSON)):
        made = asked.filter(made_at__isnull=False, expires_at__gt=clock.now()).order_by("-made_at", "-pk")
        surplus = list(made.values_list("pk", flat=True)[most:])
        Parcel.objects.filter(pk__in=surplus).update(expires_at=clock.now())

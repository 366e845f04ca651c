"""The only writer of notices and mail."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from audit import canonical
from jobs import clock
from jobs import services as jobs
from notices import letters
from notices.letters import Letter, Parts
from notices.models import Mail, Notice
from people.models import Letters, Person
from thai.direction import straight


@dataclass(frozen=True, slots=True)
class Told:
    """That `kind` happened, and to whom it is told: with its event's facts, what they are about, and texts of it.

    `always`: by letter too, whatever the person chose.
    """

    persons: Sequence[Person]
    kind: str
    subject: str
    url: str
    facts: Mapping[str, object]
    always: bool = False


def tell(
    persons: Iterable[Person],
    *,
    kind: str,
    subject: str,
    url: str,
    facts: Mapping[str, object],
    always: bool = False,
) -> None:
    """Tell persons that `kind` happened: a notice each, and an e-mail to those with an address.

    Call it inside the transaction of what happened.
    """
    tell_all([Told(list(persons), kind, subject, url, facts, always)])


def tell_all(told: Iterable[Told]) -> None:
    """As `tell`, for much at once: three statements, however many it is told to."""
    listed, now = list(told), clock.now()
    Notice.objects.bulk_create(
        Notice(person=p, kind=one.kind, subject=one.subject, url=one.url, facts=kept, created_at=now)
        for one in listed
        for kept in [canonical.plain(one.facts)]
        for p in one.persons
    )
    mails: list[Mail] = []
    for one in listed:
        if addresses := [person.email for person in one.persons if _wants_now(person, one)]:
            said = letters.parts(letters.of(one.kind, one.url, one.facts))
            mails += [_mail(to, said) for to in addresses]
    _post(mails)


def _wants_now(person: Person, one: Told) -> bool:
    return bool(person.email) and (one.always or person.letters == Letters.EACH)


def post(*, to: str, letter: Letter) -> Mail:
    """Write a letter to send; it leaves after the transaction, by a job."""
    return _post([_mail(to, letters.parts(letter))])[0]


def _mail(to: str, said: Parts) -> Mail:
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">") or "thunklang"
    return Mail(
        message_id=f"<{uuid.uuid4().hex}@{host}>",
        to=to,
        subject=straight(said.subject)[:250],
        body=straight(said.text),
        html=straight(said.html),
        created_at=clock.now(),
    )


def _post(mails: list[Mail]) -> list[Mail]:
    if not mails:
        return []
    made = Mail.objects.bulk_create(mails)
    jobs.enqueue_all("notices.send_mail", [{"mail": mail.pk} for mail in made])
    return made


def send(mail_id: int) -> bool:
    """Send a letter that was not sent yet. True when it left now."""
    mail = Mail.objects.get(pk=mail_id)
    if mail.sent_at:
        return False
    # Nobody's holiday answers it.
    headers = {"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated"}
    message = EmailMultiAlternatives(mail.subject, mail.body, settings.DEFAULT_FROM_EMAIL, [mail.to], headers=headers)
    if mail.html:  # a letter of before has none
        message.attach_alternative(mail.html, "text/html")
    message.send()
    # Its words may hold a code that opens a seat: once it has left, nobody needs them here.
    Mail.objects.filter(pk=mail_id).update(sent_at=clock.now(), body="", html="")
    return True


def read_all(person: Person) -> int:
    return Notice.objects.filter(person=person, read_at=None).update(read_at=clock.now())

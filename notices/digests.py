"""One letter a day with all that somebody was told, for who wants no letter for each thing."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from itertools import groupby

from django.conf import settings
from django.utils import translation
from django.utils.translation import ngettext

from jobs import clock
from notices import letters, services
from notices.letters import Letter
from notices.models import Notice
from people.models import Letters

MOST = 15  # things named in one letter; the rest waits behind its link


def of_yesterday() -> int:
    """Write to each who wants one letter a day, of what they were told yesterday and have not read; how many letters that were.

    Runs once a day with its job row in one transaction, so that nobody gets two.
    """
    today = datetime.combine(clock.today(), time(), tzinfo=clock.BANGKOK)
    told = Notice.objects.filter(
        person__letters=Letters.DAILY,
        created_at__gte=today - timedelta(days=1),
        created_at__lt=today,
        read_at=None,
    ).exclude(person__email="")
    rows = told.select_related("person").order_by("person", "pk")
    made = [(person, list(notices)) for person, notices in groupby(rows, lambda one: one.person)]
    for person, notices in made:
        services.post(to=person.email, letter=_letter(notices))
    return len(made)


def _letter(notices: list[Notice]) -> Letter:
    said = [letters.of(one.kind, one.url, one.facts) for one in notices[:MOST]]
    with translation.override("en"):
        english = [_title(len(notices)), *(" · ".join(one.english) for one in said)]
    with translation.override("th"):
        lines = [_title(len(notices)), *(one.title for one in said)]
        return Letter(lines[0], lines, settings.SITE_URL + settings.LOGIN_REDIRECT_URL, (), english, is_of_seat=True)


def _title(count: int) -> str:
    return ngettext("%(n)s thing concerned you yesterday", "%(n)s things concerned you yesterday", count) % {"n": count}

"""Opens a call of the present fiscal year in the world, for tests that live in real time."""

from __future__ import annotations

import os

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from jobs import clock
    from people.actors import Actor
    from places.calendar import fiscal_year, fiscal_year_bounds
    from requests.models import Call, Route
    from requests.services import add_call

    Call.objects.all().delete()
    year = fiscal_year(clock.today())
    first, last = fiscal_year_bounds(year)
    add_call(
        "57", fiscal_year=year, title=f"รอบปกติ {year}", route=Route.objects.get(province="57"), opens_on=first,
        closes_on=last, demands=["minutes"], actor=Actor.system(),
    )  # fmt: skip

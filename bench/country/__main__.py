"""`python -m bench.country`: makes the databases, if they are not there, and says how large they are."""

from __future__ import annotations

import os
import time

import django
import psycopg

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from bench.country import making  # noqa: E402

SIZES = {
    "requests": "SELECT count(*) FROM requests_budgetrequest",
    "councils": "SELECT count(*) FROM people_organisation WHERE kind = 'council'",
    "postings": "SELECT count(*) FROM ledger.posting",
    "events": "SELECT count(*) FROM log.log",
    "bytes": "SELECT pg_database_size(current_database())",
}

if __name__ == "__main__":
    began = time.monotonic()
    with making.both() as (_demo, country), psycopg.connect(country["OWNER_DATABASE_URL"]) as connection:
        for what, query in SIZES.items():
            print(f"{what:10} {connection.execute(query).fetchone()[0]:>16,}")
    print(f"{time.monotonic() - began:.0f} s")

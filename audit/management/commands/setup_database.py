"""Brings a database to the present version: tables, guards, rights, places. Run as the owner; safe to run again."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from psycopg import sql

from audit import guards
from places import services as places

# Nobody but the owner makes tables or shadows names; the application works on rows only.
RIGHTS = """
REVOKE CREATE, TEMPORARY ON DATABASE {database} FROM PUBLIC;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT CONNECT ON DATABASE {database} TO {app}, {signer};
GRANT USAGE ON SCHEMA public TO {app};
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {app};
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {app};
REVOKE INSERT, UPDATE, DELETE ON public.django_migrations FROM {app};
"""


class Command(BaseCommand):
    help = (
        "Migrate, install the guards, grant the application's and the signer's rights, load the places (as the owner)."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.DB_ROLE != "owner" or not {"app", "signer"} <= settings.DATABASE_ROLES.keys():
            raise CommandError(
                "Set DB_ROLE=owner, and the addresses of all three roles: DATABASE_URL, OWNER_DATABASE_URL, SIGNER_DATABASE_URL."
            )
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        with transaction.atomic():
            grant_rights()
            with connection.cursor() as cursor:
                guards.install(cursor)
            places.load()
        self._compare()

    def _compare(self) -> None:
        """Every start says what is not as committed; `check_guards` makes it an error."""
        with connection.cursor() as cursor:
            for line in guards.differences(cursor):
                self.stderr.write(f"A guard of the database is not as committed: {line}")


def grant_rights() -> None:
    names = {
        "database": connection.settings_dict["NAME"],
        **{role: settings.DATABASE_ROLES[role] for role in ("app", "signer")},
    }
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(RIGHTS).format(**{key: sql.Identifier(name) for key, name in names.items()}))

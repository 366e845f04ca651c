"""Brings a database to the present version: tables, places, rights, and the code that lives in it. Run as the owner.

All of it happens or none of it, and it is safe to run again, twice at once too. Tables come from migrations, a past that
stays; functions, triggers and rights are installed as the files say now (`audit.installed`).
"""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection, transaction
from django.db.migrations.loader import MigrationLoader
from psycopg import sql

from audit import guards, tables
from audit.machine import past_without_moves
from places import services as places

_LOCK = 0x7365_7475
_LOCK_TIMEOUT = "10s"
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

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--despite-findings", action="store_true", help="upgrade although rows are not as they were told"
        )

    def handle(self, *args: Any, despite_findings: bool, **options: Any) -> None:
        if settings.DB_ROLE != "owner" or not {"app", "signer"} <= settings.DATABASE_ROLES.keys():
            raise CommandError(
                "Set DB_ROLE=owner, and the addresses of all three roles: DATABASE_URL, OWNER_DATABASE_URL, SIGNER_DATABASE_URL."
            )
        with transaction.atomic(), connection.cursor() as cursor:
            # Migrations take what they take. A second one waits here, and then finds everything done.
            cursor.execute("SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0")
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
            is_upgrade = _is_upgrade()
            if is_upgrade:
                self._verify(cursor, "before", despite_findings)
            with past_without_moves():
                call_command("migrate", interactive=False, verbosity=0)
            # By its name: it is there where the cache is elsewhere too, so that every database is the same.
            call_command("createcachetable", "cache", verbosity=0)
            grant_rights()
            places.load()
            _install_guards(cursor)
            if is_upgrade:
                self._verify(cursor, "after", despite_findings)
        self._compare()

    def _verify(self, cursor: Any, when: str, despite: bool) -> None:
        """Whether every row still is what was told of it: what was changed earlier is found now, and what a migration changed too."""
        if not _can_verify(cursor):
            return
        found, _erased = tables.verify(before=when == "before")
        for one in found:
            self.stderr.write(f"{when} the upgrade: {one.line}")
        if found and not despite:
            raise CommandError(
                f"{len(found)} rows are not as they were told, {when} the upgrade; nothing was changed."
                " Find out who changed them; --despite-findings upgrades all the same."
            )

    def _compare(self) -> None:
        """Every start says what is not as committed; `check_guards` makes it an error."""
        with connection.cursor() as cursor:
            for line in guards.differences(cursor):
                self.stderr.write(f"A guard of the database is not as committed: {line}")


def _is_upgrade() -> bool:
    """Whether anything is to be migrated. A database whose migrations are not ours cannot be brought on from where it stands."""
    loader = MigrationLoader(connection)
    strange = [
        key for key in loader.applied_migrations if key[0] in settings.APPS and key not in loader.disk_migrations
    ]
    if strange:
        named = ", ".join(".".join(key) for key in sorted(strange)[:3])
        raise CommandError(
            f"This database was made by migrations that are no longer here ({named}). Set up an empty database instead."
        )
    return bool(loader.disk_migrations.keys() - loader.applied_migrations.keys())


def _can_verify(cursor: Any) -> bool:
    """An empty database, and one of before rows were told, has none of the functions that compare."""
    cursor.execute("SELECT to_regprocedure('log.verify_rows(text, text)') IS NOT NULL")
    return bool(cursor.fetchone()[0])


def _install_guards(cursor: Any) -> None:
    """Only when something differs: dropping a trigger waits for everybody who uses its table, and stops who comes after."""
    # What is promised for the end of the transaction is checked now: tables with open promises take no new trigger.
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    if guards.are_installed(cursor):
        return
    cursor.execute(sql.SQL("SET LOCAL lock_timeout = {}").format(sql.Literal(_LOCK_TIMEOUT)))
    try:
        guards.install(cursor)
    except OperationalError as busy:
        raise CommandError(f"The guards could not be installed, nothing was changed; run it again: {busy}") from busy


def grant_rights() -> None:
    names = {
        "database": connection.settings_dict["NAME"],
        **{role: settings.DATABASE_ROLES[role] for role in ("app", "signer")},
    }
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(RIGHTS).format(**{key: sql.Identifier(name) for key, name in names.items()}))

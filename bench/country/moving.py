"""The SQL that copies a table: every key goes to its own copy, every number that must be unique moves on."""

from __future__ import annotations

import psycopg
from psycopg import sql

from bench.country.copies import A_MEETING, ENTRIES, MEETING_NUMBERS, NUMBERS, POSITIONS, Copy
from bench.country.levels import Levels
from bench.country.schema import Schema, Table

APART = 100_000  # how far the keys of two copies lie apart: further than the demo's largest
# b: the demo's row, c: the copy, m: which time of an entry.
_A_FILE_OF_ITS_OWN = (
    "CASE WHEN c.k = 0 THEN b.evidence_blob_id ELSE encode(sha256((b.evidence_blob_id || c.k)::bytea), 'hex') END"
)
SPECIAL = {
    ("Person", "username"): "b.username || '-' || c.k",
    ("Person", "email"): "CASE WHEN b.email = '' THEN '' ELSE c.k || '.' || b.email END",
    (
        "Organisation",
        "name_th",
    ): "b.name_th || ' ' || (SELECT s.name FROM spot s WHERE s.at = c.k % 7000) || ' ' || c.k",
    ("Invitation", "code_hash"): "encode(sha256((b.code_hash || c.k)::bytea), 'hex')",
    ("Document", "code"): "upper(left(md5(b.code || c.k), 15))",
    ("BudgetRequest", "title"): "left(b.title || ' ' || (SELECT s.name FROM spot s WHERE s.at = c.k % 7000), 300)",
    (
        "BudgetRequest",
        "open_title",
    ): "left(b.open_title || ' ' || (SELECT s.name FROM spot s WHERE s.at = c.k % 7000), 300)",
    (
        "BudgetRequest",
        "receipt_number",
    ): "CASE WHEN b.receipt_number = '' THEN '' ELSE c.p || substr(b.receipt_number, 3, 6)"
    f" || (right(b.receipt_number, 4)::int + c.n * {NUMBERS}) END",
    ("Agreement", "number"): f"c.p || substr(b.number, 3, 6) || (right(b.number, 4)::int + c.n * {NUMBERS})",
    # A file proves one payment, or one that came back.
    ("Voucher", "evidence_blob_id"): _A_FILE_OF_ITS_OWN,
    ("Instalment", "evidence_blob_id"): _A_FILE_OF_ITS_OWN,
    ("Refund", "evidence_blob_id"): _A_FILE_OF_ITS_OWN,
    ("Voucher", "number"): f"b.number + c.n * {NUMBERS}",
    ("Meeting", "number"): f"b.number + c.n * {MEETING_NUMBERS}",
    ("AgendaItem", "position"): f"b.position + c.n % {A_MEETING} * {POSITIONS}",
    ("Fund", "code"): "'F' || c.p",
    ("Account", "code"): "'F' || c.p || substr(b.code, length(b.book) + 1)",
    ("Account", "book"): "'F' || c.p",
    ("Period", "book"): "'F' || c.p",
    ("Entry", "book"): "CASE WHEN c.p = c.base THEN b.book ELSE 'F' || c.p END",
    ("Entry", "reference"): "b.reference || '·' || c.k || '·' || m",
    ("Hold", "reference"): "b.reference || '·' || c.k",
    ("HoldResolution", "reference"): "b.reference || '·' || c.k",
    ("Job", "dedupe_key"): "b.dedupe_key || '·' || c.k",
    # Each account holds the entries of all copies, one copy after the other.
    ("Posting", "aseq"): f"b.aseq + (c.n * {ENTRIES} + m) * a.aseq",
    ("Posting", "balance_after"): f"b.balance_after + (c.n * {ENTRIES} + m) * a.balance",
    ("Balance", "aseq"): f"b.aseq * c.matters * {ENTRIES}",
    ("Balance", "balance"): f"b.balance * c.matters * {ENTRIES}",
    ("Balance", "held"): "b.held * c.matters",
    ("DayNet", "net"): f"b.net * c.matters * {ENTRIES}",
}
TIMES = ("Entry", "Posting")


class Mover:
    def __init__(self, connection: psycopg.Connection, schema: Schema, levels: Levels) -> None:
        self.connection, self.schema, self.levels = connection, schema, levels
        self.special = {(schema.of(model), column): text for (model, column), text in SPECIAL.items()}
        self.repeated = {schema.of(model) for model in TIMES}

    def prepare(self, copies: list[Copy], matters: dict[str, int]) -> None:
        self.connection.execute(_TEMPORARY.format(balance=self.schema.of("Balance")))
        with self.connection.cursor().copy("COPY copied FROM STDIN") as into:
            for each in copies:
                into.write_row(
                    (
                        int(each.level),
                        each.base,
                        each.province,
                        each.n,
                        each.k,
                        list(each.shifts),
                        each.deep,
                        matters[each.base],
                    )
                )
        self.connection.execute("CREATE INDEX ON copied (level, base); ANALYZE copied")

    def copy(self, table: Table) -> int:
        """How many rows were added."""
        if not table.key or not self._place(table):
            return 0
        columns = [sql.Identifier(column) for column in table.columns]
        return self.connection.execute(
            sql.SQL(
                "INSERT INTO {table} ({columns}) OVERRIDING SYSTEM VALUE SELECT {values} FROM {table} b {key}"
                " JOIN copied c ON c.level = at.level AND c.base = at.base AND (c.deep OR NOT at.deep) {times}"
            ).format(
                table=sql.Identifier(*table.name.split(".")),
                columns=sql.SQL(", ").join(columns),
                values=sql.SQL(", ").join(sql.SQL(self._value(table, column)) for column in table.columns),
                key=sql.SQL(
                    f"JOIN placed at ON at.key = {' || $$/$$ || '.join(f'b.{each}::text' for each in table.key)}"
                ),
                times=sql.SQL(self._times(table)),
            )
        ).rowcount

    def _times(self, table: Table) -> str:
        if table.name not in self.repeated:
            return "CROSS JOIN (VALUES (0)) t(m) WHERE c.k > 0"
        join = "" if "account_id" not in table.columns else "JOIN balance_before a ON a.account_id = b.account_id"
        return f"CROSS JOIN generate_series(0, {ENTRIES - 1}) t(m) {join} WHERE c.k > 0 OR m > 0"

    def _place(self, table: Table) -> int:
        """Where each row of the demo belongs, and each that it points at, beside it."""
        self.connection.execute("TRUNCATE placed")
        texts = self._texts(table)
        with self.connection.cursor().copy("COPY placed FROM STDIN") as into:
            count = 0
            for key, row in self.levels.rows[table.name].items():
                place = self.levels.of(table.name, key)
                if not place.level:
                    continue
                parents = [self.levels.of(parent, row[column] or "").level for column, parent in table.parents.items()]
                words = [self.levels.of_reference(row[column]).level for column in texts]
                into.write_row(
                    (key, int(place.level), place.province, place.deep, [int(each) for each in parents + words])
                )
                count += 1
        self.connection.execute("ANALYZE placed")
        return count

    def _value(self, table: Table, column: str) -> str:
        if special := self.special.get((table.name, column)):
            return special
        kind, parent = table.columns[column], table.parents.get(column)
        name, row_shift = f'b."{column}"', "c.k"
        if parent in _PLACES:
            return _PLACES[parent].format(name=name)
        if column == "tree":
            return f"CASE WHEN {name} = c.base THEN c.p ELSE {name} END"
        if parent:
            return self._moved(
                table, parent, kind, name, f"c.shifts[at.parents[{list(table.parents).index(column) + 1}] + 1]"
            )
        if column == table.identity and kind == "bigint":
            return f"{name} + {APART}::bigint * {row_shift}"
        if kind == "uuid":
            return _moved_uuid(name, row_shift, times=table.name in self.repeated)
        if column in self._texts(table):
            at = len(table.parents) + self._texts(table).index(column) + 1
            return (
                f"CASE WHEN at.parents[{at}] = 0 THEN {name} ELSE split_part({name}, ':', 1) || ':' ||"
                f" (split_part({name}, ':', 2)::bigint + {APART}::bigint * c.shifts[at.parents[{at}] + 1]) END"
            )
        return name

    def _moved(self, table: Table, parent: str, kind: str, name: str, shift: str) -> str:
        if kind == "uuid":
            return _moved_uuid(name, shift, times=parent in self.repeated and table.name in self.repeated)
        return f"{name} + {APART}::bigint * {shift}" if kind == "bigint" else name

    def _texts(self, table: Table) -> list[str]:
        return [
            column
            for column, kind in table.columns.items()
            if kind in ("text", "character varying")
            and column not in table.parents
            and column not in table.key
            and any(self.levels.of_reference(row[column]).level for row in self.levels.rows[table.name].values())
        ]


def _moved_uuid(name: str, shift: str, *, times: bool) -> str:
    first = f"CASE WHEN {shift} = 0 THEN {name} ELSE md5({name}::text || ':' || {shift})::uuid END"
    return (
        f"CASE WHEN m = 0 THEN {first} ELSE md5({name}::text || ':' || {shift} || ':' || m)::uuid END"
        if times
        else first
    )


_SPOT = "(SELECT s.{what} FROM spot s WHERE s.p = c.p AND s.nth = (c.n * 8 + b.id) % (SELECT count(*) FROM spot s WHERE s.p = c.p))"
_PLACES = {
    "public.places_province": "CASE WHEN {name} IS NULL THEN NULL ELSE c.p END",
    "public.places_district": "CASE WHEN {name} IS NULL THEN NULL ELSE " + _SPOT.format(what="district") + " END",
    "public.places_subdistrict": "CASE WHEN {name} IS NULL THEN NULL ELSE " + _SPOT.format(what="subdistrict") + " END",
}
_TEMPORARY = """
CREATE TEMP TABLE copied (level int, base text, p text, n int, k bigint, shifts bigint[], deep boolean, matters bigint);
CREATE TEMP TABLE placed (key text PRIMARY KEY, level int, base text, deep boolean, parents int[]);
CREATE TEMP TABLE spot AS
  SELECT row_number() OVER (ORDER BY code) - 1 AS at, row_number() OVER (PARTITION BY province_id ORDER BY code) - 1 AS nth,
    province_id AS p, code AS subdistrict, district_id AS district, name_th AS name FROM public.places_subdistrict;
CREATE INDEX ON spot (at);
CREATE INDEX ON spot (p, nth);
CREATE TEMP TABLE balance_before AS SELECT account_id, aseq, balance FROM {balance};
ANALYZE spot;
"""

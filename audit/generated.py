"""The triggers and functions that keep the tables of evidence, written from what the rooms register.

Of each table: `touch_…` collects what a statement inserted or changed into log.touched, `keep_…` refuses the change of a fixed
column, `verify_…` compares every row with what was told of it, `text_…` gives the text of a row that may be shown. Triggers work by
statement: a thousand votes are one call.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from audit import spelling
from audit.registry import EVIDENCE, Evidence, Known, known


def statements() -> list[str]:
    """As the owner runs them, in this order."""
    return [statement for one in registered() for statement in _of_table(one, _known(one))]


def registered() -> list[Evidence]:
    return sorted(EVIDENCE.values(), key=lambda one: one.table)


def _known(one: Evidence) -> Known:
    """RuntimeError when its columns are not in the lock: whoever changed them has not said so."""
    found = known().get(one.table)
    if found is None or found.versions.get(one.version) != one.shape:
        raise RuntimeError(f"{one.table}: what is told of it is not in audit/evidence.lock. Run tools.evidence write.")
    return found


def rows() -> list[tuple[Any, ...]]:
    """What stands in log.evidence_table."""
    return [(_known(one).number, one.table, one.shape.key, one.version, _erasing(one)) for one in registered()]


def _erasing(one: Evidence) -> str | None:
    columns = spelling.erasing(one.shape.personal)
    if one.addressed:
        columns[one.addressed[0]] = "NULL"
    return ", ".join(f'"{name}" = {value}' for name, value in columns.items()) or None


def _of_table(one: Evidence, lock: Known) -> Iterator[str]:
    yield _touch(one, lock.number)
    yield _keep(one, lock.number)
    yield _verify(one, lock)
    if one.shown:
        yield _text(one, lock)
    yield from _triggers(one)


def _touch(one: Evidence, number: int) -> str:
    shape = one.shape
    columns = {**shape.columns, **shape.personal}
    now, before = spelling.condition(shape, "r"), spelling.condition(shape, "o")
    changed = f"({now} IS DISTINCT FROM {before} OR {now} AND {spelling.differ(columns, 'r', 'o')})"
    was = f'JOIN was o ON o."{shape.key}" = r."{shape.key}"'
    veil_changed = f"{now} AND (NOT {before} OR {spelling.differ(shape.personal, 'r', 'o')})" if shape.personal else ""
    return f"""
CREATE FUNCTION log.touch_{one.table}() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET enable_seqscan = off AS $touch$
BEGIN
  IF TG_OP = 'INSERT' THEN
{_veil(one, number, "", now)}{_touched(one, number, "", now)}
  ELSE
{_if_any(was, veil_changed, _veil(one, number, was, veil_changed))}{_touched(one, number, was, changed)}
  END IF;
  RETURN NULL;
END $touch$"""


def _if_any(was: str, which: str, statement: str) -> str:
    """Making an INSERT ready costs more than finding that there is nothing to insert."""
    if not statement:
        return ""
    return f"    IF EXISTS (SELECT 1 FROM changed r {was} WHERE {which}) THEN\n{statement}    END IF;\n"  # noqa: S608  # as in `_veil`


def taking(one: Evidence) -> list[str]:
    """What collects every row that stands in the table, as if it had just been written."""
    number, now = _known(one).number, spelling.condition(one.shape, "r")
    rows = f"public.{one.table}"
    made = [_veil(one, number, "", now, rows), _touched(one, number, "", now, rows)]
    return [statement for statement in made if statement]


def _veil(one: Evidence, number: int, was: str, which: str, rows: str = "changed") -> str:
    """A new veil for what is personal in rows that are new or changed; not for those that log.erase has just emptied."""
    shape = one.shape
    if not shape.personal:
        return ""
    text = spelling.personal(shape, "r")
    emptied = f'{spelling.is_erased(shape.personal, "r")} AND log.is_erased({number}::smallint, r."{shape.key}"::text)'
    return f"""    INSERT INTO log.veil AS v (tbl, pk, salt, digest)
    SELECT {number}, s.pk, s.salt, sha256(s.salt || convert_to(s.said, 'UTF8')) FROM (
      SELECT r."{shape.key}"::text AS pk, {text} AS said, log.new_salt() AS salt
      FROM {rows} r {was} WHERE {which} AND NOT ({emptied}) OFFSET 0
    ) s ON CONFLICT (tbl, pk) DO UPDATE SET salt = excluded.salt, digest = excluded.digest;
"""  # noqa: S608  # names and texts of columns, as the rooms register them


def _touched(one: Evidence, number: int, was: str, which: str, rows: str = "changed") -> str:
    shape = one.shape
    veil = f'LEFT JOIN log.veil v ON v.tbl = {number} AND v.pk = r."{shape.key}"::text' if shape.personal else ""
    said = "s.said" if one.amounts else "NULL"
    return f"""    INSERT INTO log.touched AS t (xid, tbl, pk, cv, digest, said)
    SELECT pg_current_xact_id(), {number}, s.pk, {one.version}, sha256(convert_to(s.said, 'UTF8')), {said} FROM (
      SELECT r."{shape.key}"::text AS pk, {spelling.row(shape, one.version, "r", "v")} AS said
      FROM {rows} r {was} {veil} WHERE {which}
    ) s ON CONFLICT (xid, tbl, pk) DO UPDATE SET cv = excluded.cv, digest = excluded.digest, said = excluded.said;"""  # noqa: S608  # as above


def _keep(one: Evidence, number: int) -> str:
    shape = one.shape
    own = {name: kind for name, kind in shape.columns.items() if name in one.fixed}
    tests = [spelling.differ(own, "NEW", "OLD")]
    emptied = {name: kind for name, kind in shape.personal.items() if name in one.fixed}
    if one.addressed:
        emptied[one.addressed[0]] = "bytes?"
    for name, kind in emptied.items():
        only = {name: kind}
        is_erased = f'NEW."{name}" IS NULL' if kind == "bytes?" else spelling.is_erased(only, "NEW")
        erased = f'{is_erased} AND log.is_erased({number}::smallint, OLD."{shape.key}"::text)'
        tests.append(f"({spelling.differ(only, 'NEW', 'OLD')} AND NOT ({erased}))")
    return f"""
CREATE FUNCTION log.keep_{one.table}() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $keep$
BEGIN
  IF {spelling.condition(shape, "OLD")} AND ({" OR ".join(tests)}) THEN
    RAISE EXCEPTION 'row % of {one.table} would change where it may not', OLD."{shape.key}"
      USING ERRCODE = 'TL000', CONSTRAINT = 'told_columns_stay';
  END IF;
  RETURN NEW;
END $keep$"""


def _verify(one: Evidence, lock: Known) -> str:
    """Every row against the projection, then what the projection has and the table has not. What is erased is said too: it is no
    finding. Old lists of columns are read for ever.

    Two questions of one snapshot, for each can be shared out to several processes, which a full join cannot. What was told in words
    is fetched for the few rows that differ: with it, what is hashed to be joined would fill the memory.
    """
    shape, n, key = one.shape, lock.number, one.shape.key
    untold = " ".join(f"WHEN {version} THEN '{spelling.untold(version)}'" for version in sorted(lock.versions))
    return f"""
CREATE FUNCTION log.verify_{one.table}(of_tree text) RETURNS SETOF log.finding
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET work_mem = '128MB' SET parallel_tuple_cost = 0
SET jit = off AS $verify$
BEGIN
  RETURN QUERY
  SELECT s.code, s.tree, s.seq, '{one.table}', s.pk, s.changed, 0::bigint, CASE WHEN s.code <> 'ERASED' AND s.changed = '' THEN
    coalesce((SELECT t.said FROM log.evidence t WHERE t.tbl = {n} AND t.pk = s.pk), '') || E'\\n' || s.said ELSE '' END
  FROM (
    SELECT f.*, CASE
      WHEN f.digest IS NULL THEN CASE WHEN f.is_evidence THEN 'UNKNOWN' END
      WHEN f.digest <> sha256(convert_to(f.said, 'UTF8')) OR f.changed <> '' THEN 'CHANGED'
      WHEN f.erased THEN 'ERASED' END AS code
    FROM (
      SELECT e.tree, e.seq, e.digest, r."{key}"::text AS pk, {spelling.condition(shape, "r")} AS is_evidence,
        CASE coalesce(e.cv, {one.version}) {_texts(lock)} END AS said, {_changed(one)} AS changed, {_erased(one)} AS erased
      FROM {_veiled(one, n)} LEFT JOIN log.evidence e ON e.tbl = {n} AND e.pk = r."{key}"::text
    ) f
  ) s WHERE s.code IS NOT NULL AND (of_tree IS NULL OR s.tree IS NULL OR s.tree = of_tree);
  RETURN QUERY
  SELECT 'MISSING', e.tree, e.seq, '{one.table}', e.pk, '', 0::bigint, coalesce(e.said, '') || E'\\n'
  FROM log.evidence e
  WHERE e.tbl = {n} AND (of_tree IS NULL OR e.tree = of_tree)
    AND NOT EXISTS (SELECT 1 FROM public.{one.table} r WHERE r."{key}"::text = e.pk)
    AND e.digest <> sha256(convert_to(CASE e.cv {untold} END, 'UTF8'));
END $verify$"""  # noqa: S608  # as above


# How a key is read out of its text, so that its index is used.
_KEYS = {"int": "bigint", "text": "text", "uuid": "uuid"}


def _texts(lock: Known) -> str:
    """The branches of a CASE: the text of row `r` under veil `v`, by the version of its columns."""
    versions = sorted(lock.versions.items())
    return " ".join(f"WHEN {version} THEN {spelling.row(told, version, 'r', 'v')}" for version, told in versions)


def _text(one: Evidence, lock: Known) -> str:
    """The text of one row as it stands now, in the version in which it was told: what is personal by its veil, whose salt stays."""
    return f"""
CREATE FUNCTION log.text_{one.table}(of_pk text) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $text$
  SELECT CASE e.cv {_texts(lock)} END
  FROM {_veiled(one, lock.number)} JOIN log.evidence e ON e.tbl = {lock.number} AND e.pk = of_pk
  WHERE r."{one.shape.key}" = of_pk::{_KEYS[one.shape.columns[one.shape.key]]}
$text$"""  # noqa: S608  # as above


def _veiled(one: Evidence, number: int) -> str:
    """The rows with their veils, where they may have one."""
    if not (one.shape.personal or one.addressed):
        return f"public.{one.table} r"
    return f'public.{one.table} r LEFT JOIN log.veil v ON v.tbl = {number} AND v.pk = r."{one.shape.key}"::text'


def _changed(one: Evidence) -> str:
    """The names of what is personal, where it is no more what its veil was made of; of bytes, where they have another address."""
    if one.addressed:
        column, address = (f'r."{name}"' for name in one.addressed)
        moved = f"encode(sha256({column}), 'hex') <> {address}"
        differs = f"CASE WHEN {column} IS NULL THEN v.pk IS NULL OR v.salt IS NOT NULL ELSE {moved} END"
        return f"CASE WHEN {differs} THEN '{one.addressed[0]}' ELSE '' END"
    if not one.shape.personal:
        return "''"
    hidden = f"v.digest <> sha256(v.salt || convert_to({spelling.personal(one.shape, 'r')}, 'UTF8'))"
    differs = f"CASE WHEN v.salt IS NULL THEN NOT {spelling.is_erased(one.shape.personal, 'r')} ELSE {hidden} END"
    known = f"v.pk IS NOT NULL AND {spelling.condition(one.shape, 'r')}"
    return f"CASE WHEN {known} AND {differs} THEN '{', '.join(one.shape.personal)}' ELSE '' END"


def _erased(one: Evidence) -> str:
    return "(v.pk IS NOT NULL AND v.salt IS NULL)" if one.shape.personal or one.addressed else "false"


def _triggers(one: Evidence) -> Iterator[str]:
    table, now = one.table, spelling.condition(one.shape, "OLD")
    made = {
        "told_when_inserted": f"AFTER INSERT ON public.{table} REFERENCING NEW TABLE AS changed"
        f" FOR EACH STATEMENT EXECUTE FUNCTION log.touch_{table}()",
        "told_when_changed": f"AFTER UPDATE ON public.{table} REFERENCING OLD TABLE AS was NEW TABLE AS changed"
        f" FOR EACH STATEMENT EXECUTE FUNCTION log.touch_{table}()",
        # Behind the table's own triggers in the order of names, which say more of what is wrong.
        "told_columns_stay": f"BEFORE UPDATE ON public.{table} FOR EACH ROW EXECUTE FUNCTION log.keep_{table}()",
        "told_rows_stay": f"BEFORE DELETE ON public.{table} FOR EACH ROW WHEN ({now}) EXECUTE FUNCTION log.refuse_change()",
        "told_rows_are_not_emptied": f"BEFORE TRUNCATE ON public.{table}"
        " FOR EACH STATEMENT EXECUTE FUNCTION log.refuse_change()",
    }
    for name, what in made.items():
        yield f"CREATE TRIGGER {name} {what}"
        yield f"ALTER TABLE public.{table} ENABLE ALWAYS TRIGGER {name}"

from django.db import migrations

# What the ledger's functions make right by construction is not looked at again in every row: see ledger/sql/ledger.sql.
# A reversal is rare, and an entry is looked for by what allowed it.
LEANER = """
ALTER TABLE ledger.posting DROP CONSTRAINT posting_belongs_to_a_sealed_entry;
ALTER TABLE ledger.posting DROP CONSTRAINT posting_account_id_fkey;
ALTER TABLE ledger.entry DROP CONSTRAINT entry_and_count;
ALTER TABLE ledger.entry DROP CONSTRAINT entry_is_reversed_once;
CREATE UNIQUE INDEX entry_is_reversed_once ON ledger.entry (reverses) WHERE reverses IS NOT NULL;
CREATE INDEX entry_by_basis ON ledger.entry (basis);
ALTER TABLE log.log DROP CONSTRAINT leaf_is_the_hash_of_the_body;
"""
FULLER = """
ALTER TABLE log.log ADD CONSTRAINT leaf_is_the_hash_of_the_body CHECK (leaf = sha256('\\x00'::bytea || body));
DROP INDEX ledger.entry_by_basis;
DROP INDEX ledger.entry_is_reversed_once;
ALTER TABLE ledger.entry ADD CONSTRAINT entry_is_reversed_once UNIQUE (reverses);
ALTER TABLE ledger.entry ADD CONSTRAINT entry_and_count UNIQUE (id, n);
ALTER TABLE ledger.posting ADD CONSTRAINT posting_account_id_fkey FOREIGN KEY (account_id) REFERENCES ledger.account (id);
ALTER TABLE ledger.posting ADD CONSTRAINT posting_belongs_to_a_sealed_entry FOREIGN KEY (entry_id, n)
  REFERENCES ledger.entry (id, n) DEFERRABLE INITIALLY DEFERRED;
"""


class Migration(migrations.Migration):
    """One call posts, tells and answers."""

    dependencies = [("ledger", "0002_open_holds"), ("audit", "0004_telling")]

    operations = [migrations.RunSQL(LEANER, FULLER)]

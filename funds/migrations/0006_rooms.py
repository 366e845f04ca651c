from django.db import migrations

# What a voucher says that it moved is there when the transaction ends.
ROOM = """
CREATE SCHEMA funds;
ALTER TABLE funds_voucher ADD CONSTRAINT voucher_names_an_entry FOREIGN KEY (entry_id) REFERENCES ledger.entry (id)
  DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE funds_voucher ADD CONSTRAINT voucher_names_a_reversal FOREIGN KEY (reversal_id) REFERENCES ledger.entry (id)
  DEFERRABLE INITIALLY DEFERRED;
"""
NONE = """
ALTER TABLE funds_voucher DROP CONSTRAINT voucher_names_a_reversal;
ALTER TABLE funds_voucher DROP CONSTRAINT voucher_names_an_entry;
DROP SCHEMA funds CASCADE;
"""


class Migration(migrations.Migration):
    """A schema for the functions that move a fund's money."""

    dependencies = [("funds", "0005_evidence_of_receipts"), ("ledger", "0003_one_call")]

    operations = [migrations.RunSQL(ROOM, NONE)]

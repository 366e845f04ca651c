import django.db.models.deletion
from django.db import migrations, models

TABLES = """
ALTER TABLE log.checkpoint ADD COLUMN is_whole boolean NOT NULL DEFAULT true;
ALTER TABLE log.checkpoint ALTER COLUMN is_whole DROP DEFAULT;
CREATE INDEX checkpoint_whole ON log.checkpoint (id) WHERE is_whole;

CREATE TABLE log.signed_head (
  tree text COLLATE "C" NOT NULL,
  size bigint NOT NULL CHECK (size >= 0),
  checkpoint_id bigint NOT NULL REFERENCES log.checkpoint (id),
  PRIMARY KEY (tree, size)
);
INSERT INTO log.signed_head (tree, size, checkpoint_id)
  SELECT DISTINCT ON (1, 2) claim->>'tree', (claim->>'size')::bigint, c.id
  FROM log.checkpoint c, jsonb_array_elements(convert_from(c.body, 'UTF8')::jsonb->'heads') claim
  ORDER BY 1, 2, c.id;
"""


class Migration(migrations.Migration):
    """A checkpoint may name only the trees that moved; which was the first to sign each head is kept beside."""

    dependencies = [("audit", "0001_initial")]

    operations = [
        migrations.RunSQL(TABLES, "DROP TABLE log.signed_head; ALTER TABLE log.checkpoint DROP COLUMN is_whole;"),
        migrations.CreateModel(
            name="SignedHead",
            fields=[
                ("pk", models.CompositePrimaryKey("tree", "size", blank=True, editable=False, primary_key=True, serialize=False)),
                ("tree", models.CharField(max_length=6)),
                ("size", models.BigIntegerField()),
                (
                    "checkpoint",
                    models.ForeignKey(on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to="audit.checkpoint"),
                ),
            ],
            options={"db_table": 'log"."signed_head', "managed": False},
        ),
    ]

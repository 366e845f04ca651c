"""Agreements are signed as every other paper is: their signatures move to `documents`, as they were given."""

from django.db import migrations

ROLES = ["chair", "vice_chair", "secretary", "officer"]


def move(apps, schema_editor):
    agreements = apps.get_model("grants", "Agreement").objects.exclude(document_id=None)
    signatures = apps.get_model("documents", "Signature")
    for agreement in agreements.order_by("pk"):
        for place, old in enumerate(agreement.signatures.order_by("pk").select_related("organisation"), 1):
            signatures.objects.create(
                document_id=agreement.document_id, place=place, label=old.organisation.name_th[:80],
                organisation=old.organisation, roles=ROLES, method="electronic" if old.signed_at else "",
                typed_name=old.typed_name, sha256=old.sha256, signed_at=old.signed_at, signed_by=old.seat,
            )


class Migration(migrations.Migration):
    dependencies = [("grants", "0002_initial"), ("documents", "0003_letterheads_and_signatures")]
    # From there on a signature is over the bytes of its paper; these are over its facts.
    run_before = [("documents", "0004_signatures_stay")]

    operations = [
        migrations.RunPython(move, migrations.RunPython.noop),
        migrations.DeleteModel("Signature"),
    ]

"""Who may do what in the ledger's schema: the application reads. What moves money belongs to the rooms that know why."""

from audit.guards import SCHEMAS, Schema

SCHEMAS.provide("ledger", Schema(app_functions=("ledger.verify(text)",)), by=__name__)

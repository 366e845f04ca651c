#!/bin/bash
# The three roles and the database, made once by a superuser (PGUSER or POSTGRES_USER, PGHOST, PGPORT as psql reads them).
# The passwords come in OWNER_PASSWORD, APP_PASSWORD and SIGNER_PASSWORD; OWNER_CAN=CREATEDB lets the tests clone databases.
set -euo pipefail
psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username "${PGUSER:-${POSTGRES_USER:-postgres}}" --dbname postgres \
    --set owner="$OWNER_PASSWORD" --set app="$APP_PASSWORD" --set signer="$SIGNER_PASSWORD" <<SQL
CREATE ROLE thunklang_owner LOGIN PASSWORD :'owner' ${OWNER_CAN:-NOCREATEDB};
CREATE ROLE thunklang_app LOGIN PASSWORD :'app';
CREATE ROLE thunklang_signer LOGIN PASSWORD :'signer';
CREATE DATABASE thunklang OWNER thunklang_owner TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8';
SQL

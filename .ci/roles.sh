#!/bin/bash
# The three roles and the database, made once by a superuser (PGUSER or POSTGRES_USER, PGHOST, PGPORT as psql reads them).
# The passwords come in OWNER_PASSWORD, APP_PASSWORD and SIGNER_PASSWORD; OWNER_CAN=CREATEDB lets the tests clone databases.
set -euo pipefail
psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username "${PGUSER:-${POSTGRES_USER:-postgres}}" --dbname postgres \
    --set owner="$OWNER_PASSWORD" --set app="$APP_PASSWORD" --set signer="$SIGNER_PASSWORD" <<SQL
CREATE ROLE thunklang_owner LOGIN PASSWORD :'owner' ${OWNER_CAN:-NOCREATEDB};
CREATE ROLE thunklang_app LOGIN PASSWORD :'app';
CREATE ROLE thunklang_signer LOGIN PASSWORD :'signer';
ALTER ROLE thunklang_owner SET lock_timeout = '10s';
ALTER ROLE thunklang_owner SET statement_timeout = '15min';
ALTER ROLE thunklang_owner SET idle_in_transaction_session_timeout = '15min';
ALTER ROLE thunklang_app SET lock_timeout = '10s';
ALTER ROLE thunklang_app SET statement_timeout = '30s';
ALTER ROLE thunklang_app SET idle_in_transaction_session_timeout = '2min';
ALTER ROLE thunklang_signer SET lock_timeout = '5s';
ALTER ROLE thunklang_signer SET statement_timeout = '30s';
ALTER ROLE thunklang_signer SET idle_in_transaction_session_timeout = '30s';
CREATE DATABASE thunklang OWNER thunklang_owner TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8';
SQL

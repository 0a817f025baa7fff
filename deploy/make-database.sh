#!/bin/sh
# Runs once, when the database container is new: the application's role, which is no superuser, and its database.
set -eu
psql --set=ON_ERROR_STOP=1 --set=password="$DATABASE_PASSWORD" --username="${POSTGRES_USER:-postgres}" --dbname=template1 <<'SQL'
CREATE ROLE heating_ops LOGIN CREATEDB PASSWORD :'password';
GRANT pg_monitor, pg_checkpoint, pg_signal_backend TO heating_ops;
CREATE EXTENSION pg_stat_statements;
GRANT EXECUTE ON FUNCTION pg_stat_statements_reset(oid, oid, bigint, boolean) TO heating_ops;
SQL
createdb --username="${POSTGRES_USER:-postgres}" --owner=heating_ops heating_ops

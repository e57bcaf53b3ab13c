"""What PostgreSQL itself says of the walls: nothing here is remembered from our code (security.md S-08)."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest

from maraude.lib.roles import APP, DOORS, GATEWAY, JOBS, OWNER

# Public reference data, shared by all tenants: only the owner's imports write it.
PUBLIC = {
    "directory_area",
    "directory_commune",
    "directory_formercommune",
    "directory_loadedfile",
    "directory_service",
    "directory_spot",
    "directory_structure",
}
# Shared by all tenants, by name: staff accounts and their sessions, and Django's own lists.
SHARED = PUBLIC | {
    "account_emailaddress",
    "account_emailconfirmation",
    "auth_group",
    "auth_group_permissions",
    "auth_permission",
    "django_content_type",
    "django_migrations",
    "django_session",
    "mfa_authenticator",
    "orgs_user",
    "usersessions_usersession",
}
TENANT_ITSELF = "orgs_organisation"
FUNCTIONS = {
    "channel_account": {APP, GATEWAY},
    "envelope_key": {GATEWAY},
    "ingest": {GATEWAY},
    "listening_accounts": {GATEWAY},
    "kept_event": {GATEWAY},
    "raise_alert": {GATEWAY, JOBS},
    "raise_own_alert": {APP},
    "api_token": {APP},
    "access_link": {APP},
    "organisations": {JOBS},
    "session": {GATEWAY},
    "memberships": {GATEWAY},
}

type Observer = psycopg.Connection[Any]


def column(observer: Observer, query: str, *values: object) -> set[Any]:
    return {row[0] for row in observer.execute(query, values or None)}


def tables(observer: Observer) -> set[str]:
    query = "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace"
    return column(observer, query)


def tenant_tables(observer: Observer) -> set[str]:
    query = "SELECT table_name FROM information_schema.columns WHERE column_name = 'org_id' AND table_schema = 'public'"
    return column(observer, query)


def test_every_table_belongs_to_a_tenant_or_is_shared_by_name(observer: Observer) -> None:
    assert tables(observer) - tenant_tables(observer) - {TENANT_ITSELF} == SHARED


@pytest.mark.parametrize("role", [APP, JOBS])
def test_nobody_but_the_owner_writes_public_reference_data(observer: Observer, role: str) -> None:
    query = """SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
               AND relname = ANY (%s) AND has_table_privilege(%s, oid, 'INSERT, UPDATE, DELETE, TRUNCATE')"""
    assert column(observer, query, list(PUBLIC), role) == set()


def test_every_tenant_table_forces_row_level_security(observer: Observer) -> None:
    forced = column(observer, "SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
    assert (tenant_tables(observer) | {TENANT_ITSELF}) - forced == set()


def test_every_tenant_table_has_one_policy_for_everybody(observer: Observer) -> None:
    query = """SELECT tablename FROM pg_policies WHERE policyname = 'tenant' AND cmd = 'ALL' AND roles = '{public}'
               AND permissive = 'PERMISSIVE' AND qual LIKE '%%app.tenant%%' AND with_check = qual"""
    assert (tenant_tables(observer) | {TENANT_ITSELF}) - column(observer, query.replace("%%", "%")) == set()


def test_no_other_policy_is_open_to_everybody(observer: Observer) -> None:
    rows = observer.execute(
        "SELECT tablename, policyname FROM pg_policies WHERE roles = '{public}' AND policyname <> 'tenant'"
    )
    assert set(rows) == {("orgs_membership", "own")}


def test_the_jobs_may_cross_walls_only_on_tables_without_content(observer: Observer) -> None:
    rows = observer.execute("SELECT tablename, cmd FROM pg_policies WHERE roles = %s::name[]", [[JOBS]])
    assert set(rows) == {
        ("ingest_queueitem", "SELECT"),
        ("ingest_queueitem", "UPDATE"),
        ("inbox_outboxitem", "SELECT"),
        ("inbox_outboxitem", "UPDATE"),
        ("safety_dutynotice", "SELECT"),
        ("safety_dutynotice", "UPDATE"),
        ("safety_alert", "SELECT"),
        ("referrals_duetask", "SELECT"),
        ("referrals_duetask", "UPDATE"),
    }


def test_every_unique_index_of_a_tenant_table_begins_with_the_tenant(observer: Observer) -> None:
    rows = observer.execute("""
        SELECT t.relname, i.indexrelid::regclass::text, a.attname FROM pg_index i
        JOIN pg_class t ON t.oid = i.indrelid
        JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = i.indkey[0]
        WHERE i.indisunique AND t.relnamespace = 'public'::regnamespace""")
    ours = tenant_tables(observer)
    assert {index for table, index, first in rows if table in ours and first != "org_id"} == set()


def test_no_role_of_ours_passes_through_walls(observer: Observer) -> None:
    rows = observer.execute(
        "SELECT rolname, rolsuper, rolbypassrls, rolreplication FROM pg_roles WHERE rolname = ANY (%s)",
        [[APP, JOBS, GATEWAY, DOORS, OWNER]],
    )
    assert {row[0]: any(row[1:]) for row in rows} == dict.fromkeys((APP, JOBS, GATEWAY, DOORS, OWNER), False)


def test_only_the_owner_makes_roles(observer: Observer) -> None:
    query = "SELECT rolname FROM pg_roles WHERE (rolcreaterole OR rolcreatedb) AND rolname = ANY (%s)"
    assert column(observer, query, [APP, JOBS, GATEWAY, DOORS]) == set()


def test_nobody_logs_in_as_the_doors(observer: Observer) -> None:
    assert column(observer, "SELECT rolname FROM pg_roles WHERE NOT rolcanlogin AND rolname = %s", DOORS) == {DOORS}


def test_the_gateway_has_no_right_on_any_table(observer: Observer) -> None:
    query = """SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
               AND has_table_privilege(%s, oid, 'SELECT, INSERT, UPDATE, DELETE')"""
    assert column(observer, query, GATEWAY) == set()


def test_the_gateway_is_no_member_of_another_role(observer: Observer) -> None:
    query = "SELECT roleid::regrole::text FROM pg_auth_members WHERE member = %s::regrole"
    assert column(observer, query, GATEWAY) == set()


@pytest.mark.parametrize("role", [APP, JOBS])
def test_the_pages_and_jobs_may_not_change_the_schema(observer: Observer, role: str) -> None:
    query = """SELECT nspname FROM pg_namespace WHERE nspname IN ('public', 'doors')
               AND has_schema_privilege(%s, oid, 'CREATE')"""
    assert column(observer, query, role) == set()


def test_each_door_opens_to_the_roles_named_here(observer: Observer) -> None:
    rows = observer.execute(
        "SELECT p.proname, array_agg(r.rolname) FROM pg_proc p JOIN pg_roles r"
        " ON r.rolname = ANY (%s) AND has_function_privilege(r.rolname, p.oid, 'EXECUTE')"
        " WHERE p.pronamespace = 'doors'::regnamespace GROUP BY p.proname",
        [[APP, GATEWAY, JOBS]],
    )
    # the jobs' role is the pages' role and more
    assert {name: set(roles) - ({JOBS} if APP in roles else set()) for name, roles in rows} == FUNCTIONS


def test_no_door_is_open_to_everybody(observer: Observer) -> None:
    query = """SELECT proname FROM pg_proc WHERE pronamespace = 'doors'::regnamespace
               AND (proacl IS NULL OR EXISTS (SELECT 1 FROM aclexplode(proacl) WHERE grantee = 0))"""
    assert column(observer, query) == set()


def test_every_door_fixes_where_names_are_looked_up(observer: Observer) -> None:
    rows = observer.execute(
        """SELECT proowner::regrole::text, prosecdef, proconfig FROM pg_proc
           WHERE pronamespace = 'doors'::regnamespace"""
    )
    assert {(owner, definer, tuple(config)) for owner, definer, config in rows} == {
        (DOORS, True, ("search_path=public, pg_temp",))
    }


def test_the_audit_cannot_be_rewritten(observer: Observer) -> None:
    query = """SELECT privilege_type FROM information_schema.role_table_grants
               WHERE table_name = 'audit_auditfact' AND grantee = %s"""
    assert column(observer, query, APP) == {"SELECT", "INSERT"}


def test_no_person_carries_a_score(observer: Observer) -> None:
    query = """SELECT column_name FROM information_schema.columns
               WHERE table_name LIKE 'people_%' AND column_name ~ 'score|risk|danger|level'"""
    assert column(observer, query) == set()

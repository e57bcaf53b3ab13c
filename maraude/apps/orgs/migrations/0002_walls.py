from __future__ import annotations

from django.db import migrations

from maraude.apps.tenancy.walls import open_to_doors, raise_wall

# A user reads their own memberships before an organisation is chosen; an organisation is its own tenant.
_OWN_MEMBERSHIPS = """
CREATE POLICY own ON orgs_membership FOR SELECT
    USING (user_id = nullif(current_setting('app.user', true), '')::bigint)
"""
_ORGANISATION = """
ALTER TABLE orgs_organisation ENABLE ROW LEVEL SECURITY;
ALTER TABLE orgs_organisation FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON orgs_organisation
    USING (id = nullif(current_setting('app.tenant', true), '')::bigint)
    WITH CHECK (id = nullif(current_setting('app.tenant', true), '')::bigint);
"""
_NO_ORGANISATION_WALL = """
DROP POLICY tenant ON orgs_organisation;
ALTER TABLE orgs_organisation NO FORCE ROW LEVEL SECURITY;
ALTER TABLE orgs_organisation DISABLE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    """Row-level security on every table of this app, before its first row."""

    dependencies = [("orgs", "0001_initial")]
    operations = [
        migrations.RunSQL(_ORGANISATION, _NO_ORGANISATION_WALL),
        open_to_doors("orgs_organisation", commands=("SELECT",)),
        raise_wall("orgs_organisationkey"),
        open_to_doors("orgs_organisationkey", commands=("SELECT",)),
        raise_wall("orgs_team"),
        raise_wall("orgs_membership"),
        migrations.RunSQL(_OWN_MEMBERSHIPS, "DROP POLICY own ON orgs_membership"),
        open_to_doors("orgs_membership", commands=("SELECT",)),
        raise_wall("orgs_apitoken"),
        open_to_doors("orgs_apitoken", commands=("SELECT",)),
        raise_wall("orgs_dutyperson"),
    ]

from __future__ import annotations

from django.db import migrations

from maraude.apps.tenancy.walls import share_read_only


class Migration(migrations.Migration):
    """Public reference data: read by everybody, written by the owner's imports only; found by place and by words."""

    dependencies = [("directory", "0001_initial"), ("tenancy", "0001_roles")]
    operations = [
        share_read_only("directory_area"),
        share_read_only("directory_commune"),
        share_read_only("directory_formercommune"),
        share_read_only("directory_loadedfile"),
        share_read_only("directory_structure"),
        share_read_only("directory_service"),
        # Degrees of longitude are shorter than those of latitude: 0.7 is their ratio at 45° north, enough to choose
        # candidates by; distances shown are computed on the sphere.
        migrations.RunSQL(
            "CREATE INDEX service_by_place ON directory_service USING gist (point(lon * 0.7, lat))"
            " WHERE is_in_person AND lat IS NOT NULL",
            "DROP INDEX service_by_place",
        ),
        migrations.RunSQL(
            "CREATE INDEX service_by_words ON directory_service USING gin (to_tsvector('simple', words))",
            "DROP INDEX service_by_words",
        ),
    ]

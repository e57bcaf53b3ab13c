from __future__ import annotations

from django.db import migrations

from maraude.apps.tenancy.walls import share_read_only

_REMOTE = "CREATE INDEX service_remote ON directory_service USING gin (themes) WITH (fastupdate = off) WHERE is_remote"
_UNPLACED = "CREATE INDEX service_unplaced ON directory_service (department) WHERE lat IS NULL AND is_in_person"


class Migration(migrations.Migration):
    """The nearest services of a theme by one index; lists are searched at once, not after a pending part."""

    dependencies = [("directory", "0006_spot")]
    operations = [
        share_read_only("directory_spot"),
        migrations.RunSQL(
            "CREATE INDEX spot_by_place ON directory_spot USING gist (point(x, y))", "DROP INDEX spot_by_place"
        ),
        migrations.RunSQL(_REMOTE, "DROP INDEX service_remote"),
        migrations.RunSQL(_UNPLACED, "DROP INDEX service_unplaced"),
        migrations.RunSQL(
            [
                "ALTER INDEX service_by_theme SET (fastupdate = off)",
                "ALTER INDEX service_by_zone SET (fastupdate = off)",
                "ALTER INDEX service_by_words SET (fastupdate = off)",
            ],
            migrations.RunSQL.noop,
        ),
    ]

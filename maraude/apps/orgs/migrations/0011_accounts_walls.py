from __future__ import annotations

from pathlib import Path

from django.db import migrations

from maraude.apps.tenancy.walls import raise_wall

_SQL = Path(__file__).with_suffix(".sql")


class Migration(migrations.Migration):
    """The wall around requests for accounts; live events wait, as pages do, until an account opens."""

    dependencies = [("orgs", "0010_accounts"), ("safety", "0004_own_alert")]
    operations = [
        raise_wall("orgs_accountrequest"),
        migrations.RunSQL(_SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]

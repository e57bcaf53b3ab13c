from __future__ import annotations

from django.db import migrations

from maraude.apps.tenancy.walls import raise_wall


class Migration(migrations.Migration):
    """Row-level security on the words of young people's pages, before their first row."""

    dependencies = [("people", "0009_code_word")]
    operations = [raise_wall("people_codeword")]

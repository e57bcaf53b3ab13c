from __future__ import annotations

from django.db import models


class LoadedFile(models.Model):
    """A published file that was read, and how old what it says was."""

    class Kind(models.TextChoices):
        """What it held."""

        COMMUNES = "communes"
        FORMER_COMMUNES = "former_communes"
        EPCI = "epci"
        DEPARTMENTS = "departments"
        REGIONS = "regions"
        STRUCTURES = "structures"
        SERVICES = "services"

    kind = models.CharField(max_length=20, choices=Kind)
    name = models.CharField(max_length=200)
    rows_read = models.PositiveIntegerField()
    rows_kept = models.PositiveIntegerField()
    oldest_on = models.DateField(null=True)
    newest_on = models.DateField(null=True)
    loaded_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("kind", "-loaded_at"), name="loaded_file_last"),)

from __future__ import annotations

from django.db import models


class Area(models.Model):
    """An EPCI, a département or a région: public, shared by all associations, written only by an import."""

    class Kind(models.TextChoices):
        """Which of the three."""

        EPCI = "epci"
        DEPARTMENT = "department"
        REGION = "region"

    kind = models.CharField(max_length=10, choices=Kind)
    code = models.CharField(max_length=9)
    name = models.CharField(max_length=150)
    compared = models.CharField(max_length=150)  # place_names.key
    region = models.CharField(max_length=3, blank=True)  # of a département
    population = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("kind", "code"), name="area_once"),)
        indexes = (models.Index(fields=("compared",), name="area_by_name"),)

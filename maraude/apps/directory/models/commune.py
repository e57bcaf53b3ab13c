from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models


class Commune(models.Model):
    """A commune or an arrondissement (its `parent` is the city): public, shared, written only by an import.

    Codes are text ("01001", "2A004", "97411"). Five communes have no point.
    """

    insee = models.CharField(max_length=5, primary_key=True)
    name = models.CharField(max_length=150)
    compared = models.CharField(max_length=150)  # place_names.key: without case, accents, hyphens
    bare = models.CharField(max_length=150)  # the same without its article
    parent = models.CharField(max_length=5, blank=True)
    department = models.CharField(max_length=3)
    region = models.CharField(max_length=3, blank=True)
    epci = models.CharField(max_length=9, blank=True)
    postal_codes = ArrayField(models.CharField(max_length=5))
    population = models.PositiveIntegerField()
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=("compared",), name="commune_by_name", opclasses=("varchar_pattern_ops",)),
            models.Index(fields=("bare",), name="commune_by_bare", opclasses=("varchar_pattern_ops",)),
            models.Index(fields=("parent",), name="commune_by_parent"),
            GinIndex(fields=("postal_codes",), name="commune_by_postal_code"),
        )


class FormerCommune(models.Model):
    """A name or a code that was a commune once, and the commune it belongs to now."""

    code = models.CharField(max_length=5)
    name = models.CharField(max_length=150)
    compared = models.CharField(max_length=150)
    insee = models.CharField(max_length=5)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("code", "name"), name="former_commune_once"),)
        indexes = (models.Index(fields=("compared",), name="former_commune_by_name"),)

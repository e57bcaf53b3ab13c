from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from maraude.apps.directory.models.structure import Structure


class Service(models.Model):
    """What a structure offers: public, shared by all associations, written only by an import.

    `published` is the row as its publisher wrote it; the other columns are what matching reads, made at the import.
    `is_implied`: nothing was published, but every structure of this kind offers it (core/structure_type).
    """

    id = models.CharField(max_length=200, primary_key=True)
    structure = models.ForeignKey(Structure, on_delete=models.CASCADE, related_name="+")
    source = models.CharField(max_length=80)
    name = models.CharField(max_length=200)
    structure_name = models.CharField(max_length=200, default="")
    structure_kind = models.CharField(max_length=40, blank=True)
    themes = ArrayField(models.CharField(max_length=100))
    publics = ArrayField(models.CharField(max_length=60))
    zone = ArrayField(models.CharField(max_length=9))  # INSEE, EPCI, département, "france"; empty: no restriction
    age_min = models.PositiveSmallIntegerField(null=True)  # said in its own words; the rule of its kind is not kept
    age_max = models.PositiveSmallIntegerField(null=True)
    is_in_person = models.BooleanField()
    is_remote = models.BooleanField()
    walk_in = models.BooleanField(null=True)  # no appointment needed
    is_free = models.BooleanField(null=True)
    by_oneself = models.BooleanField(null=True)  # the person may come without a professional asking first
    hours = models.TextField(blank=True)  # OpenStreetMap opening hours
    insee = models.CharField(max_length=5, blank=True)
    epci = models.CharField(max_length=9, blank=True)
    department = models.CharField(max_length=3, blank=True)
    lat = models.FloatField(null=True)  # None when there is none, or when it cannot be right
    lon = models.FloatField(null=True)
    updated_on = models.DateField()
    completeness = models.FloatField()  # share of what one needs to go there, 0 to 1
    twin = models.CharField(max_length=32)  # the same for the same service published twice
    words = models.TextField()  # what the search page looks through
    is_implied = models.BooleanField()
    is_fictional = models.BooleanField()
    flags = ArrayField(models.CharField(max_length=30))
    published = models.JSONField()
    digest = models.BinaryField()
    loaded_at = models.DateTimeField()
    held = models.JSONField(default=dict)  # new values by field, kept out until somebody has called
    absences = models.PositiveSmallIntegerField(default=0)  # editions of its publisher that no longer list it, in a row
    absent_on = models.DateField(null=True)
    gone_on = models.DateField(null=True)  # after several of them: never proposed again, still found

    class Meta:
        indexes = (
            GinIndex(fields=("themes",), name="service_by_theme"),
            GinIndex(fields=("zone",), name="service_by_zone"),
            models.Index(fields=("insee",), name="service_by_commune"),
            models.Index(fields=("structure_kind", "department"), name="service_by_kind"),
        )

"""The database roles. None is a superuser, none bypasses row-level security (architecture.md)."""

from __future__ import annotations

OWNER = "maraude_owner"  # migrates; owns the tables
APP = "maraude_app"  # serves pages and the API, one tenant a transaction
JOBS = "maraude_jobs"  # as APP, and claims rows of the content-free queues
GATEWAY = "maraude_gateway"  # may only call the functions of the schema `doors`
DOORS = "maraude_doors"  # owns those functions; nobody logs in as this role

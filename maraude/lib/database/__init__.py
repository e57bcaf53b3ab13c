"""The embedded PostgreSQL: found, initialised, started, shared between commands and stopped by our own launcher.

`shared_server(home)` is what a command wants; `Cluster` is for a supervisor that restarts the server itself.
"""

from __future__ import annotations

from maraude.lib.database.binaries import locate_binaries
from maraude.lib.database.cluster import Cluster, shared_server
from maraude.lib.database.errors import DatabaseUnavailable

__all__ = ["Cluster", "DatabaseUnavailable", "locate_binaries", "shared_server"]

from __future__ import annotations

from maraude.apps.ingest.models.channel_account import ChannelAccount
from maraude.apps.ingest.models.envelope import Envelope, EnvelopeKey
from maraude.apps.ingest.models.queue_item import QueueItem

__all__ = ["ChannelAccount", "Envelope", "EnvelopeKey", "QueueItem"]

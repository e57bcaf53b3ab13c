from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from maraude.apps.orgs.models import Role
from maraude.apps.people.vault import person_keys, read_text
from maraude.apps.safety.models import SafeguardingReport
from maraude.core.safeguarding import ReportState

_SHOWN = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportView:
    """A sheet and what it says, in clear."""

    row: SafeguardingReport
    facts: str
    verbatim: str
    told: str
    parents_why: str
    opinion: str

    @property
    def is_complete(self) -> bool:
        """Say whether a second reader has what is needed to judge."""
        says_why = self.row.parents != "parents_not_told" or self.parents_why
        return bool(self.facts and self.told and self.row.place and says_why)

    @property
    def is_over(self) -> bool:
        """Say whether nothing more happens to it."""
        return ReportState(self.row.state).is_over


def may_read(report: SafeguardingReport, *, user_id: int, role: Role) -> bool:
    """Say whether somebody opens a sheet: who wrote it, its second reader, and coordinators; nobody else."""
    return role == Role.COORDINATOR or user_id in {report.written_by_id, report.second_id}


def report_of(conversation_id: UUID) -> SafeguardingReport | None:
    """Return the sheet of a conversation that is not over, else the latest one."""
    rows = SafeguardingReport.objects.filter(conversation_id=conversation_id)
    rows = rows.select_related("written_by", "second", "sent_by")
    return rows.filter(ended_at__isnull=True).first() or rows.order_by("-begun_at").first()


def opened(report: SafeguardingReport) -> ReportView:
    """Return what a sheet says."""
    keys = person_keys([report.person_id]) if report.person_id else {}

    def read(name: str) -> str:
        sealed = getattr(report, f"sealed_{name}")
        if sealed is None or report.person_id is None:
            return ""
        found = read_text(
            keys,
            sealed,
            org_id=report.org_id,
            person_id=report.person_id,
            column=f"report_{name}",
            row_id=report.id,
        )
        return found or ""

    return ReportView(
        row=report,
        facts=read("facts"),
        verbatim=read("verbatim"),
        told=read("told"),
        parents_why=read("parents_why"),
        opinion=read("opinion"),
    )


def register() -> Sequence[SafeguardingReport]:
    """Return the register, the latest first: dates, names of colleagues, to whom; no word of any sheet."""
    rows = SafeguardingReport.objects.select_related("written_by", "second", "sent_by")
    return list(rows.order_by("-begun_at")[:_SHOWN])

"""The two families of errors: a rule said no, or a provider failed."""

from __future__ import annotations


class MaraudeError(Exception):
    """Something went wrong in Maraude."""

    def __init__(self, message: str | None = None) -> None:
        """Use the class's own docstring as the message when none is given."""
        super().__init__(message or (type(self).__doc__ or "").strip().splitlines()[0])


class Refused(MaraudeError):
    """A rule of the house refused this action."""

    code = "refused"


class ProviderError(MaraudeError):
    """A provider outside the house failed."""

    def __init__(
        self, message: str | None = None, *, permanent: bool = False, retry_after_s: float | None = None
    ) -> None:
        """`permanent` stops the retries; `retry_after_s` is the provider's own delay in seconds."""
        super().__init__(message)
        self.permanent = permanent
        self.retry_after_s = retry_after_s


class WrongSetting(MaraudeError):
    """A setting is wrong and the program refuses to start with it."""

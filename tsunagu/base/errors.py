"""Refusals that are told to the person who asked."""


class RuleBrokenError(Exception):
    """An action is refused. The message is a Japanese sentence for the screen; `field` names the input it is about."""

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field

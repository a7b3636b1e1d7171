"""The one error that a wrong configuration raises."""

from __future__ import annotations


class ConfigurationError(Exception):
    """A setting cannot be used. `str()` is one line: what is wrong, where, how to mend it.

    `secret` values are not repeated: an address of a database may hold a password.
    """

    def __init__(
        self, variable: str, value: str, problem: str, remedy: str, *, secret: bool = False
    ) -> None:
        shown = "" if secret else f"={value}"
        super().__init__(f"配置有误：{variable}{shown}：{problem}。{remedy}。")
        self.variable = variable
        self.problem = problem
        self.remedy = remedy

"""Why a paper cannot be made, in one sentence."""

from __future__ import annotations

from vankien.sentences import sentence


class PaperError(Exception):
    """`reason` keys the sentence in `sentences/*/papers.toml` [paper_error]; params fill it."""

    def __init__(self, reason: str, **params: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.params = params

    def sentence(self, language: str = "vi") -> str:
        return sentence("paper_error", self.reason, language, **self.params)

"""What is wrong with a pack, as data; its sentence is in sentences/*/packs.toml."""

from vankien.sentences import sentence


class PackError(Exception):
    """A pack that does not exist or cannot be used. `str` is the Vietnamese sentence."""

    def __init__(self, reason: str, **params: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.params = params

    def __str__(self) -> str:
        return self.sentence()

    def sentence(self, language: str = "vi") -> str:
        return sentence("pack", self.reason, language, **self.params)

"""How much is built: the whole country, and a small one for the tests. Knows nothing of Django."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Shape:
    """`wide` units stand directly below the second province; what is left is spread below the districts."""

    units: int = 52_000
    provinces: int = 63
    districts: int = 11  # in each province
    wide: int = 700
    read: int = 400  # drafts with a whole sample document; the others are light
    events: int = 1_500_000

    @property
    def drafts(self) -> int:
        return 3 * self.units

    def per_district(self) -> list[int]:
        """How many base units each district has."""
        count = self.provinces * self.districts
        rest = self.units - 1 - self.provinces - count - self.wide
        return [rest // count + (n < rest % count) for n in range(count)]


FULL = Shape()
SHORT = Shape(units=1_040, provinces=3, districts=3, wide=210, read=8, events=30_000)

"""Fills a ledger: provinces with communes directly below, each with the documents of this term and the last.

The documents of one commune are made as models, those of all others are copied from them in the database,
each with its own values. What contradicts is planted, so that what is found can be counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import blake2b

from django.db import connection, transaction
from django.db.models import F, Sum, Value

from vankien import packs
from vankien.checks.reading.statements import held_in
from vankien.packs.model import Indicator
from vankien_web.accounts.models import User
from vankien_web.common import clock
from vankien_web.congresses.models import Congress, Season
from vankien_web.drafts.models import Draft, Version
from vankien_web.figures.models import Figure
from vankien_web.units.models import Person, Post, Role, Unit

PACK = "dang-2025"
PLANTED = 10  # every tenth commune's resolution states another income than its report
SHORT_BY = 7  # every seventh commune leaves out what adds up
MILLION = 10**6  # of millionths: one
INCOME = "thu_nhap_bq"
SINCE = date(2010, 1, 1)
_YEARS = [str(year) for year in range(2016, 2026)]
_SENTENCE = "Cấp ủy tập trung lãnh đạo, chỉ đạo; kết quả theo báo cáo của đơn vị là {} so với kế hoạch đề ra."


@dataclass(frozen=True)
class Size:
    """`figures` in each of a commune's five versions; the first province is the wide one."""

    provinces: int = 11
    communes: int = 150
    wide: int = 500
    figures: int = 200

    def below(self, province: int) -> int:
        return self.wide if province == 0 else self.communes


FULL, SHORT = Size(), Size(provinces=2, communes=8, wide=16, figures=60)
# of the season, kind, number of the version, whether it is the newest and was sent up
_VERSIONS = (
    ("new", "outline", 1, True),
    ("new", "political_report", 1, False),
    ("new", "political_report", 2, True),
    ("new", "resolution", 1, True),
    ("old", "resolution", 1, True),
)


def build(size: Size) -> User:
    """The office at the top, which reads everything."""
    with transaction.atomic():
        root = _unit("goc", None, "trung-uong")
        chief = User.objects.create(username="van-phong", name="Văn phòng")
        person = Person.objects.create(name="Văn phòng", account=chief)
        Post.objects.create(
            person=person, unit=root, body="committee", title="Văn phòng", role=Role.OFFICE, since=SINCE
        )
        seasons = {
            "old": Season.objects.create(
                root=root, name="2020–2025", pack=PACK, term_from=2020, term_until=2025
            ),
            "new": Season.objects.create(
                root=root, name="2025–2030", pack=PACK, term_from=2025, term_until=2030
            ),
        }
        for number in range(size.provinces):
            _province(root, number, size, seasons, chief)
    return chief


def _unit(code: str, parent: Unit | None, level: str, kind: str = "tinh") -> Unit:
    name = f"Đảng bộ {code}"
    return Unit.objects.create(code=code, name=name, parent=parent, level=level, kind=kind)


def _province(root: Unit, number: int, size: Size, seasons: dict[str, Season], owner: User) -> None:
    province = _unit(f"tinh-{number}", root, "tinh")
    communes = [_unit(f"xa-{number}-{n}", province, "co-so", "xa-phuong") for n in range(size.below(number))]
    congresses = Congress.objects.bulk_create(
        Congress(season=season, unit=unit, unit_name=unit.name, kind=unit.kind)
        for unit in (province, *communes)
        for season in seasons.values()
    )
    first: dict[tuple[str, str, int], int] = {}
    for which, kind, version, newest in _VERSIONS:
        held = [c for c in congresses if c.season_id == seasons[which].pk]
        ids = _versions(held, kind, version, newest, owner)
        sample = first.setdefault((which, kind, version), ids[0])
        Figure.objects.bulk_create(_rows(sample, province.path or "", which, kind, newest, size.figures))
        _copy(sample, ids[1:])
    _settle(province)


def _versions(held: list[Congress], kind: str, number: int, newest: bool, owner: User) -> list[int]:
    """One version of a draft of each congress, which is begun with its first."""
    drafts = list(Draft.objects.filter(congress__in=held, kind=kind).order_by("congress__unit__path"))
    if not drafts:
        begun = (Draft(congress=c, kind=kind, title=kind, owner=owner, shared_at=clock.now()) for c in held)
        drafts = Draft.objects.bulk_create(begun)
    rules = {"pack": PACK, "unit": "xa-phuong", "kind": kind, "state": "done", "file_name": "a.docx"}
    versions = Version.objects.bulk_create(
        Version(draft=d, number=number, submitted_by=owner, sha256="", size=0, **rules) for d in drafts
    )
    for draft, version in zip(drafts, versions, strict=True):
        if newest:
            draft.latest = draft.sent = version
    Draft.objects.bulk_update(drafts, ["latest", "sent"], batch_size=500)
    return [version.pk for version in versions]


def _rows(version: int, path: str, which: str, kind: str, newest: bool, number: int) -> Iterator[Figure]:
    """What the first unit states: in the whole or of a part, of ten years, each fifth an aim."""
    known = list(packs.load(PACK).indicators.values())
    for n in range(number):
        indicator, year = known[n % len(known)], _YEARS[n // len(known) % len(_YEARS)]
        aim = which == "old" or n % 5 == 4
        about = "" if n < len(known) * 3 else f"thôn {n % 7}"
        yield _row(version, path, kind, n, indicator, "2025" if aim else year, about, aim, newest)


def _row(
    version: int,
    path: str,
    kind: str,
    n: int,
    indicator: Indicator,
    moment: str,
    about: str,
    aim: bool,
    newest: bool,
) -> Figure:
    unit, value = held_in(indicator.unit)[0], Decimal(100 + n % 50)
    matter = _hash(indicator.id, moment, about, aim)
    return Figure(  # type: ignore[misc]
        version_id=version,
        number=n + 1,
        unit_path=path,
        kind=kind,
        newest=newest,
        sent=newest,
        block=n,
        start=40,
        end=52,
        section="II/1. Kết quả",
        surface=f"{value} {unit}",
        sentence=_SENTENCE.format(f"{value} {unit}"),
        indicator=indicator.id,
        topic=indicator.topic,
        unit=unit,
        period=moment,
        role="target" if aim else "actual",
        comparator="=",
        value=value,
        dimension=unit,
        amount=value,
        moment=moment,
        about=about,
        ahead=aim,
        key=_hash(matter, n),
        matter=matter,
    )


def _hash(*parts: object) -> str:
    return blake2b(repr(parts).encode(), digest_size=16).hexdigest()


def _copy(sample: int, versions: list[int]) -> None:
    """The rows of one version for each of the others, every number moved by something of the unit's own."""
    if not versions:
        return
    own = {
        "version_id": "v.id",
        "unit_path": "d.unit_path",
        "value": "f.value + (c.unit_id % 97) * 1000000",
        "amount": "f.amount + (c.unit_id % 97) * 1000000",
    }
    names = [f.column for f in Figure._meta.concrete_fields if not f.primary_key]
    columns = ", ".join(f'"{name}"' for name in names)
    values = ", ".join(own.get(str(name), f'f."{name}"') for name in names)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO figures_figure ({columns}) SELECT {values} FROM figures_figure f "  # noqa: S608
            "CROSS JOIN drafts_version v JOIN drafts_draft d ON d.id = v.draft_id "
            "JOIN congresses_congress c ON c.id = d.congress_id "
            f"WHERE f.version_id = {sample} AND v.id BETWEEN {versions[0]} AND {versions[-1]} "
            "ORDER BY v.id, f.number"  # one version after the other, as they are brought
        )


def _settle(province: Unit) -> None:
    """Plant what is to be found, and let the province state the sums of its communes."""
    communes = list(Unit.objects.filter(parent=province).order_by("path").values_list("path", flat=True))
    other = Figure.objects.filter(sent=True, unit_path__in=communes[::PLANTED], indicator=INCOME)
    other = other.filter(kind="resolution", about="", moment=_YEARS[0])
    other.update(value=F("value") + Value(MILLION * 40), amount=F("value"))
    added = [i.id for i in packs.load(PACK).indicators.values() if held_in(i.unit)[0] in i.adds]
    adds = Figure.objects.filter(sent=True, kind="political_report", indicator__in=added, about="")
    adds.filter(unit_path__in=communes[::SHORT_BY], moment=_YEARS[1]).delete()
    told = adds.filter(unit_path__in=communes).values_list("indicator", "role", "moment").order_by()
    for indicator, role, moment, total in told.annotate(total=Sum("amount")):
        stated = adds.filter(unit_path=province.path, indicator=indicator, role=role, moment=moment)
        stated.update(value=total, amount=total + (5 if moment == _YEARS[2] else 0))

"""Which indicator of the catalogue a label names: surely, perhaps, or surely none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz import fuzz, process

from vankien.figures import units
from vankien.figures.lexicon import Lexicon, words
from vankien.figures.times import times
from vankien.packs.model import Indicator
from vankien.reference.words import key_of, plain_label, without_measures
from vankien.text import fold

_RATE = re.compile(r"^(?:tỷ lệ|tốc độ|cơ cấu|tỷ trọng|chỉ số)")
_SAFE = re.compile(
    r"\b(?:theo (?:chuẩn|tiêu chí)(?: nghèo)?(?: (?:tiếp cận )?đa chiều| mới| quốc gia)*|"
    r"chuẩn (?:nghèo )?đa chiều|"
    r"tiếp cận đa chiều|đa chiều|(?:trên|ở) địa bàn(?: (?:toàn )?(?:xã|phường|thành phố|huyện|tỉnh|"
    r"quận|thị xã))?|"
    r"(?:của )?toàn (?:thành phố|huyện|tỉnh|xã hội|xã|phường)|(?:bình quân )?(?:hằng|hàng) năm|bình quân năm|"
    r"cuối năm|trong (?:năm|kỳ)|giai đoạn|nhiệm kỳ|năm(?: học)?|lũy kế|giá (?:hiện hành|so sánh|"
    r"thực tế|cố định)|"
    r"(?:các|theo) xã(?: phường| thị trấn)*|đến|tính đến|ngày|hết|biểu|bảng|phụ lục|tổng hợp|"
    r"thống kê|kết quả|"
    r"tình hình|số liệu|báo cáo)\b"
)
_SERVING = frozenset(
    ("gia", "đình", "sử", "dụng", "dùng", "tham", "đạt", "có", "thực", "hiện", "trong", "trên", "theo", "tại",
     "ở",
     "dân", "người", "kỳ", "năm", "chung", "toàn", "hợp", "quy", "định")
)  # fmt: skip
_SMALL = frozenset(
    ("và", "các", "của", "được", "đất", "là", "về", "cho", "những", "tổng", "số", "mức", "nhà", "nước")
)
_SHORT = {
    "htx": "hợp tác xã", "bhyt": "bảo hiểm y tế", "bhxh": "bảo hiểm xã hội", "ntm": "nông thôn mới",
    "ns": "ngân sách", "nsnn": "ngân sách nhà nước", "bq": "bình quân", "bqđn": "bình quân đầu người",
    "tnbq": "thu nhập bình quân", "tnbqđn": "thu nhập bình quân đầu người", "đv": "đảng viên",
    "qg": "quốc gia",
    "cqg": "chuẩn quốc gia", "gtsx": "giá trị sản xuất", "dn": "doanh nghiệp", "lđ": "lao động",
    "tl": "tỷ lệ",
    "antt": "an ninh trật tự", "cchc": "cải cách hành chính", "dvc": "dịch vụ công", "tn": "tự nguyện",
    "kt": "kinh tế", "đth": "đô thị hóa", "gqvl": "giải quyết việc làm", "tccsđ": "tổ chức cơ sở đảng",
    "tỉ": "tỷ",
    "sllt": "sản lượng lương thực", "gtsp": "giá trị sản phẩm", "hvs": "hợp vệ sinh",
}  # fmt: skip
_CLOSE = 92
_MANY_KINDS = re.compile(r"\bthôn(?: (?:bản|phố|xóm|làng|khu phố|tổ dân phố|ấp|buôn|khu dân cư))+\b")
_STATED = re.compile(
    r"^(?:(?:kh|th|kế hoạch|thực hiện|ước thực hiện|ước|dự toán|mục tiêu|kết quả)\s+)+|"
    r"(?:\s+(?:kh|th|kế hoạch|thực hiện|dự toán|còn lại|năm|đạt được))+$"
)


@dataclass(frozen=True, slots=True)
class Named:
    """`id`: the indicator, None where the catalogue has none; `sure`; `others` that it might be."""

    id: str | None
    sure: bool
    others: tuple[str, ...] = ()


@dataclass(slots=True)
class Names:
    """The catalogue by the folded words of its names and aliases. `decided`: what a person has confirmed."""

    indicators: dict[str, Indicator]
    decided: dict[str, str] = field(default_factory=dict)
    _exact: dict[str, set[str]] = field(default_factory=dict)
    _lexicon: Lexicon[str] | None = None

    def __post_init__(self) -> None:
        for indicator in self.indicators.values():
            for alias in (indicator.name, *indicator.aliases):
                for key in _keys(alias):
                    self._exact.setdefault(key, set()).add(indicator.id)
            self._exact.setdefault(key_of(indicator.id), set()).add(indicator.id)
        aliases = [
            (spelled(key_of(a)), i.id)
            for i in self.indicators.values()
            for a in (i.name, *i.aliases)
            if a.strip()
        ]
        self._lexicon = Lexicon(aliases)

    def of(self, labels: Sequence[str], measure: str | None) -> Named:
        """The indicator of a value whose label, or one of several readings of its headings, is given."""
        decided = next(
            (self.decided[k] for x in labels if (k := key_of(plain_label(x))) in self.decided), None
        )
        if decided is not None:
            return Named(decided or None, True)
        found = [self._one(label, measure) for label in labels]
        sure = {n.id for n in found if n.sure and n.id}
        if len(sure) == 1:
            return Named(sure.pop(), True)
        perhaps = tuple(dict.fromkeys(o for n in found for o in (*n.others, *((n.id,) if n.id else ()))))
        if sure or any(not n.sure for n in found):
            return Named(perhaps[0] if perhaps else None, False, perhaps)
        return Named(None, True)

    def has_decided(self, label: str) -> bool:
        """Whether a person has said what this name is."""
        return key_of(plain_label(label)) in self.decided

    def set_aside(self, label: str) -> bool:
        """Whether a person has decided that this name stands outside the catalogue."""
        return self.decided.get(key_of(plain_label(label))) == ""

    def counts(self, label: str) -> str | None:
        """What "HTX thành lập mới" counts: the noun at its head, where the indicator takes no share."""
        key = _short(label)
        found = units.after(words(key), 0, key)
        if found is None or not found.name or not found.known or found.closed:
            return None
        named = self._one(label, found.name)
        indicator = self.indicators.get(named.id or "") if named.sure else None
        takes = indicator is not None and not any(u.startswith(("%", "‰")) for u in indicator.units)
        return found.name if takes else None

    def touched(self, texts: Iterable[str], measure: str | None) -> tuple[str, ...]:
        """The indicators that texts over a value speak of and that are stated in its unit of measure."""
        found = [i for text in texts for i in self._inside(spelled(key_of(text)))]
        return tuple(i for i in dict.fromkeys(found) if self._fits(self.indicators[i], measure) is not False)

    def _one(self, label: str, measure: str | None) -> Named:
        keys = _keys(label, rate=measure == "%")
        ids = next((ids for key in keys if (ids := self._exact.get(key))), None)
        if ids:
            return self._measured(sorted(ids), measure)
        near = [*self._near(_short(label)), *self._wider(_short(label), measure)]
        kept = [i for i in near if self._fits(self.indicators[i], measure) is not False]
        kept = [i for i in kept if not self._ruled_out(self.indicators[i], label)]
        return Named(kept[0], False, tuple(kept)) if kept else Named(None, True)

    def _measured(self, ids: list[str], measure: str | None) -> Named:
        fits = {i: self._fits(self.indicators[i], measure) for i in ids}
        right = [i for i in ids if fits[i]]
        if len(right) == 1:
            return Named(right[0], True)
        unsure = [i for i in ids if fits[i] is not False]
        return Named(unsure[0], False, tuple(unsure)) if unsure else Named(None, True)

    def _inside(self, key: str) -> list[str]:
        return (
            [hit.payload for hit in self._lexicon.find(words(key)) if hit.length > 1] if self._lexicon else []
        )

    def _near(self, key: str) -> list[str]:
        if len(key) < 4:
            return []
        close = process.extract(key, list(self._exact), scorer=fuzz.ratio, score_cutoff=_CLOSE, limit=3)
        near = [i for name, _, _ in close for i in sorted(self._exact[name])]
        return list(dict.fromkeys([*self._inside(key), *near]))

    def _wider(self, key: str, measure: str | None) -> list[str]:
        """Indicators whose name has the label's words and a few more: "Tỷ lệ cứng hóa", "việc làm"."""
        bag = {w for w in key.split() if w not in _SMALL}
        more = 4 if _RATE.match(key) else 2
        if len(bag) < 2:
            return []
        names = (n[1:].split() for n in self._exact if n.startswith("~"))
        found = [f"~{' '.join(n)}" for n in names if len(n) <= len(bag) + more and bag <= set(n)]
        ids = dict.fromkeys(i for name in found for i in sorted(self._exact[name]))
        return [i for i in ids if self._fits(self.indicators[i], measure)]

    @staticmethod
    def _ruled_out(indicator: Indicator, label: str) -> bool:
        key = fold(label)
        return any(word.lower() in key for word in indicator.not_words)

    @staticmethod
    def _fits(indicator: Indicator, measure: str | None) -> bool | None:
        """Whether the catalogue's indicator is stated in this unit; None where it cannot be told."""
        if measure is None:
            return None
        if kind_of(measure) == kind_of(indicator.unit):
            return True
        key = fold(indicator.name)
        if _RATE.match(key) or "so với" in key or indicator.measure in ("growth", "structure"):
            return False
        if indicator.measure == "share":
            return False if _far(measure, indicator) else None
        return True if measure in indicator.units else (None if not _far(measure, indicator) else False)


def _far(measure: str, indicator: Indicator) -> bool:
    """Measured in what can never be this indicator: money against heads."""
    return kind_of(measure) not in {kind_of(u) for u in indicator.units}


@lru_cache(maxsize=1024)
def kind_of(measure: str) -> str:
    """What a unit measures: all money is one kind, all shares, persons by whatever word."""
    first = measure.split("/")[0]
    if first.endswith("đồng") or first in ("USD", "EUR"):
        per = [p for p in measure.split("/")[1:] if p not in ("năm", "tháng", "người")]
        return "/".join(["money", *per])
    if first in ("%", "‰", "điểm %", "điểm phần trăm"):
        return "%"
    if first in (
        "người",
        "lao động",
        "đảng viên",
        "đồng chí",
        "công dân",
        "thanh niên",
        "việc làm",
        "quần chúng",
    ):
        return "người"
    return first.removeprefix("nghìn ").removeprefix("triệu ")


def _keys(label: str, *, rate: bool = False) -> list[str]:
    """The same name written in other ways, the closest first; the last without small words, in any order.
    Of a `rate` also with and without "tỷ lệ"."""
    full, short = spelled(key_of(plain_label(label))), _short(label)
    keys = [full, short, _bag(short), _bag(" ".join(w for w in short.split() if w not in _SERVING))]
    if rate:
        bare = short.removeprefix("tỷ lệ ").removeprefix("số ")
        keys += [f"tỷ lệ {bare}", bare, _bag(f"tỷ lệ {bare}"), _bag(bare)]
    return list(dict.fromkeys(k for k in keys if k))


def _bag(key: str) -> str:
    words_ = sorted(w for w in key.split() if w not in _SMALL)
    return f"~{' '.join(words_)}" if len(words_) > 1 else ""


def spelled(key: str) -> str:
    """Abbreviations written out."""
    return _MANY_KINDS.sub("thôn", " ".join(_SHORT.get(word, word) for word in key.split()))


@lru_cache(maxsize=16384)
def _short(label: str) -> str:
    """The words of a label without what changes nothing of which indicator it is."""
    key = fold(without_measures(plain_label(label)))
    for t in sorted(times(key), key=lambda t: -t.start):
        if any(c.isdigit() for c in t.label):
            key = key[: t.start] + " " + key[t.end :]
    words_alone = spelled(key_of(key))
    kept = " ".join(_SAFE.sub(" ", words_alone).split())
    return _STATED.sub("", kept) or kept or words_alone


def names_of(indicators: Iterable[Indicator], decided: dict[str, str] | None = None) -> Names:
    return Names({i.id: i for i in indicators}, decided or {})

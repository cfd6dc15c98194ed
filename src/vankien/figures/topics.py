"""Which family a figure belongs to: the nearest words that govern it, in its clause, its sentence, its heading."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache

from vankien.figures.lexicon import Hit, Lexicon, Word
from vankien.figures.quantities import Quantity
from vankien.figures.scope import Scopes
from vankien.figures.units import table


@dataclass(frozen=True, slots=True)
class Cue:
    """What a phrase says: the topic it names, and whether it names the subject (strong) or only the scene."""

    topic: str
    strong: bool


@dataclass(frozen=True, slots=True)
class Governed:
    """A figure's topic, the words that gave it, and how: head, tail, unit, carried, heading or nothing."""

    topic: str
    how: str
    cue: Hit[Cue] | None = None


NOTHING = Governed("khac", "nothing")
_COMPARING = re.compile(
    r"^[\s,;:(\-–]*(?:và |hay |tức |tương đương |tương ứng |chỉ |cũng |đã )*(?:tăng|giảm|vượt|cao hơn|thấp hơn|nhiều hơn|ít hơn|gấp|bằng|chiếm|so |đầu nhiệm kỳ|cùng kỳ|"
    r"năm \d{4}|kế hoạch|kh\b|chỉ tiêu|mục tiêu|nghị quyết|nq\b|(?:bình quân|trung bình)(?: (?:mỗi|hằng|hàng) năm)?(?: (?:đạt|tăng|giảm))?(?: trên| gần| hơn)?\s*$|ước |đạt (?:tỷ lệ )?$|đạt (?:trên |hơn |gần )?$|lên|xuống|còn|đến|từ)"
)
_AMONG = re.compile(r"trong đó|bao gồm|gồm|còn lại|riêng|cụ thể")
_AND = re.compile(r"[^.;:,()]*(?:,| và| cùng| với)(?: (?:hơn|trên|gần|khoảng|có))?\s")
_LISTED = re.compile(
    r"^[\s,;]*(?:[^\W\d]+ ){0,3}?(?:và|với|cùng|hoặc|cho|có|đối với|gồm)?\s*(?:hơn|trên|gần|khoảng|được)?\s*$"
)
_PLAN_AHEAD = re.compile(
    r"\s?(?:so |chỉ tiêu|kế hoạch|kh\b|nghị quyết|nq\b|dự toán|mục tiêu|tổng số|cùng kỳ|[.,;)]|$)"
)


_COUNTED = {
    "tiêu chí": "tieu_chi_ntm",
    "tiêu chí/xã": "tieu_chi_ntm",
    "chỉ tiêu": "chi_tieu",
    "đại biểu": "dai_bieu",
}
_PLACES = frozenset(("xã", "thôn", "ấp", "xóm", "bản", "làng", "huyện", "khóm", "buôn"))
_DIVIDED = frozenset(("gia_tri_san_xuat", "co_cau_kinh_te", "tang_truong", "grdp"))
_BRANCH = re.compile(
    r"[\s,;]*(?:và |trong đó,? |riêng )?(?:ngành|lĩnh vực|khu vực|nông|lâm|công nghiệp|xây dựng|dịch vụ|thương mại)\b(?!.*(?:doanh thu|bán lẻ))"
)
_GOES_ON = re.compile(r"\s*(?:đạt|tăng|giảm|vượt|bằng|so với|trong đó|riêng|bao gồm|gồm)\b")
_NOUNS_ONLY = re.compile(r"(?: (?:số )?[^\W\d]+){1,3},$")
_GROWING_BRANCH = re.compile(r"[\s,;]*(?:ngành|khu vực|lĩnh vực)[^,;]*(?:tăng|giảm)\s[^,;]{0,12}$")
_SUBJECTS = frozenset(
    (
        "dan_so",
        "thuong_mai",
        "du_lich",
        "chan_nuoi",
        "hop_tac_xa",
        "doanh_nghiep",
        "van_hoa",
        "y_te",
        "truong_hoc",
    )
)
_OPENS = re.compile(r"[\s,;:]*(?:và |với |tổng |về |số |có |các |tỷ lệ |quy mô )*")
_STANDS_FOR = re.compile(r"(?:đại diện|thay mặt|tiêu biểu) cho (?:hơn |trên |gần |toàn thể |khoảng )*$")
_NEW_STATEMENT = re.compile(r"[\s,;]*có\s(?:hơn |trên |gần |khoảng )?$")
_ACTIONS = frozenset(("kiem_tra_giam_sat", "ky_luat", "an_sinh", "lao_dong_dao_tao", "an_ninh"))
_MONEY = frozenset(("von_dau_tu", "thu_ngan_sach", "gia_tri_san_xuat", "du_no", "thu_nhap_bq", "grdp"))
_RATIOS = frozenset(("tang_truong", "co_cau_kinh_te"))
_COUNTS = frozenset(("dang_vien", "dai_bieu"))
_ONLY = {
    "chi_tieu": ("chỉ tiêu", "nhóm chỉ tiêu", "nhiệm vụ", "mục tiêu"),
    "ket_nap_dang_vien": (
        "đảng viên",
        "đồng chí",
        "quần chúng",
        "người",
        "%",
        "%/năm",
        "đảng viên/năm",
        "lớp",
        "thanh niên",
        "lần",
    ),
}


@cache
def cues() -> Lexicon[Cue]:
    """The words of topics.toml. A phrase listed under two topics belongs to the later, strong over weak."""
    found: dict[str, Cue] = {}
    data = table("topics.toml")
    for strength in ("weak", "strong"):
        for topic, entry in data.items():
            for phrase in entry.get(strength, ()):
                found[phrase] = Cue(topic, strength == "strong")
    return Lexicon(found)


@cache
def of_unit() -> dict[str, str]:
    """Units that give a topic when no words do."""
    return {unit: topic for topic, entry in table("topics.toml").items() for unit in entry.get("unit", ())}


def find(line: list[Word]) -> list[Hit[Cue]]:
    """The topic words of a line, left to right."""
    return list(cues().find(line))


def of_title(hits: list[Hit[Cue]], q: Quantity) -> Governed:
    """The topic that a row's or column's words give to a quantity: the first strong words that fit its unit."""
    ordered = sorted(hits, key=lambda h: not h.payload.strong)
    return next((Governed(h.payload.topic, "head", h) for h in ordered if fits(h.payload.topic, q)), NOTHING)


def assign(
    found: list[Quantity], hits: list[Hit[Cue]], key: str, where: Scopes, above: Governed
) -> list[Governed]:
    """The topic of every quantity of a block. `above`: what its intro or heading gives."""
    out: list[Governed] = []
    for i in range(len(found)):
        out.append(_Figure(i, found, hits, key, where, out).topic(above))
    for i in range(len(found) - 2, -1, -1):
        if out[i].how == "nothing" and found[i].unit in _PLACES and out[i + 1].topic == "tieu_chi_ntm":
            out[i] = Governed("ntm_dat_chuan", "carried")
        elif (
            out[i].how in ("nothing", "heading")
            and out[i + 1].how != "unit"
            and _same_predicate(found[i], found[i + 1], key)
        ):
            out[i] = Governed(out[i + 1].topic, "carried", out[i + 1].cue)
    return out


def _same_predicate(q: Quantity, following: Quantity, key: str) -> bool:
    """ "87% gia đình và 9/11 thôn đạt danh hiệu văn hóa": both have the words that come after the second."""
    gap = key[q.end : following.start]
    return bool(_AND.fullmatch(gap)) and len(gap) < 40


def fits(topic: str, q: Quantity) -> bool:
    """A sum of money is no count and a count no sum."""
    unit = q.unit or ""
    ratio = unit.startswith(("%", "điểm", "lần")) or not unit
    if topic in _MONEY:
        return ratio or "đồng" in unit or "USD" in unit or (topic == "du_no" and not q.closed)
    if topic in _RATIOS:
        return ratio
    if topic in _COUNTS:
        return not unit.startswith("%")
    return not unit or unit in _ONLY.get(topic, (unit,))


class _Figure:
    """One quantity with the words around it."""

    def __init__(
        self,
        i: int,
        found: list[Quantity],
        hits: list[Hit[Cue]],
        key: str,
        where: Scopes,
        done: list[Governed],
    ) -> None:
        self.q, self.where = found[i], where
        self.sentence = where.sentence(self.q.start)
        lo, hi = (bisect_left(hits, at, key=lambda h: h.start) for at in self.sentence)
        self.hits = hits[lo:hi]
        self.key = key
        self.clause = where.clause(self.q.start)
        self.item = where.item(self.q.start)
        before = found[i - 1] if i and found[i - 1].start >= self.sentence[0] else None
        after = found[i + 1] if i + 1 < len(found) and found[i + 1].start < self.sentence[1] else None
        self.before, self.previous = before, (done[i - 1] if before else None)
        self.head = (max(self.clause[0], before.end if before else 0), self.q.start)
        self.tail = (self.q.start, min(self.clause[1], after.start if after else self.clause[1]))
        if _NOUNS_ONLY.match(key[self.q.end : self.tail[1]]) and not (after and self.tail[1] >= after.start):
            self.tail = (self.q.start, min(where.clause(self.tail[1])[1], after.start if after else len(key)))
        stop = where.clause(after.start)[0] if after else self.sentence[1]
        self.rest = (self.tail[1], min(stop, self.item[1]))
        self.lead = key[before.end if before else self.sentence[0] : self.q.start]
        self.words = key[slice(*self.head)]
        self.next = key[self.q.end : self.q.end + 24]
        if before is None and i and _GOES_ON.match(self.lead):
            self.before, self.previous = found[i - 1], done[i - 1]

    def topic(self, above: Governed) -> Governed:
        governed = self._governed() or (above if above.how != "nothing" else None) or NOTHING
        if governed.topic == "gia_tri_san_xuat" and self._is_growth():
            return Governed("tang_truong", governed.how, governed.cue)
        if governed.topic == "tieu_chi_ntm" and (self.q.unit or "") in _PLACES:
            return Governed("ntm_dat_chuan", governed.how, governed.cue)
        return governed

    def _governed(self) -> Governed | None:
        return (
            self._counted()
            or self._branch()
            or self._strong(self.head, "head")
            or self._of_structure()
            or self._opening()
            or self._inherited()
            or self._strong(self.tail, "tail")
            or self._of_unit()
            or self._earlier()
            or self._strong(self.rest, "tail")
            or self._weak()
        )

    def _is_growth(self) -> bool:
        """ "giá trị sản xuất tăng bình quân 12%/năm" states a growth, "đạt 120 tỷ đồng, tăng 5%" a value and its change."""
        yearly = self.q.unit == "%/năm" or (self.q.unit == "%" and "bình quân" in self.words)
        return yearly and "tăng" in self.words

    def _branch(self) -> Governed | None:
        """ "…; ngành dịch vụ 253 tỷ đồng": one of the branches into which the figure before is divided."""
        if self.previous is None or self.before is None or self.before.unit != self.q.unit:
            return None
        if self.previous.topic in _DIVIDED and _BRANCH.match(self.lead):
            return Governed(self.previous.topic, "carried", self.previous.cue)
        return None

    def _strong(self, span: tuple[int, int], how: str) -> Governed | None:
        for hit in self.hits:
            if hit.payload.strong and span[0] <= hit.start < span[1] and fits(hit.payload.topic, self.q):
                return Governed(hit.payload.topic, how, hit)
        return None

    def _inherited(self) -> Governed | None:
        """A comparison, a bracket, "trong đó" or the next item of a count speak of the same thing as the figure before."""
        if self.previous is None or self.before is None:
            return None
        bracket = self.where.bracket(self.q.start)
        same_bracket = bracket and bracket[0] - self.before.end <= 2
        comparing = _COMPARING.match(self.words) and (
            _PLAN_AHEAD.match(self.next) or not self.words.strip().startswith("đạt")
        )
        listed = (
            _LISTED.match(self.lead)
            and not self.q.closed
            and not self.before.closed
            and (self.previous.how in ("head", "carried") or self.previous.topic in _ACTIONS)
        )
        if _AMONG.search(self.lead) and (own := self._own_weak()):
            return own
        if same_bracket or comparing or _AMONG.search(self.lead) or listed:
            return Governed(self.previous.topic, "carried", self.previous.cue)
        return None

    def _of_structure(self) -> Governed | None:
        """ "công nghiệp chiếm 41%" is a share of the economy, "ngành trồng trọt giảm 4,3%" its growth."""
        if self.q.unit != "%" or not _BRANCH.match(self.words):
            return None
        if re.search(r"chiếm\s(?:tỷ trọng )?(?:khoảng |trên |gần |hơn )?$", self.words):
            return Governed("co_cau_kinh_te", "head")
        return Governed("tang_truong", "head") if _GROWING_BRANCH.match(self.words) else None

    def _opening(self) -> Governed | None:
        """Weak words that open the clause are its subject: "dân số 9.846 người", "du lịch tăng 20%"."""
        if "đồng" in (self.q.unit or ""):
            return None
        for hit in self.hits:
            if self.head[0] <= hit.start < self.head[1] and fits(hit.payload.topic, self.q):
                opens = (
                    _OPENS.fullmatch(self.key[self.head[0] : hit.start]) and hit.payload.topic in _SUBJECTS
                )
                return Governed(hit.payload.topic, "head", hit) if opens else None
        return None

    def _own_weak(self) -> Governed | None:
        """ "trong đó đảng viên nữ 120 đồng chí": the part names what it is part of."""
        topics = [h.payload.topic for h in self.hits if self.head[0] <= h.start < self.head[1]]
        return Governed(topics[0], "head") if len(topics) == 1 and not self.q.closed else None

    def _counted(self) -> Governed | None:
        """Units that name their topic whatever stands before them."""
        if self.q.unit == "đảng viên" and _STANDS_FOR.search(self.lead):
            return Governed("dang_vien", "unit")
        if self.q.unit in ("đoàn viên", "hội viên") and self.next.startswith(" ưu tú"):
            return Governed("ket_nap_dang_vien", "unit")
        topic = _COUNTED.get(self.q.unit or "")
        return Governed(topic, "unit") if topic else None

    def _of_unit(self) -> Governed | None:
        topic = of_unit().get(self.q.unit or "")
        if self.q.unit == "đoàn viên" and "công đoàn" in self.key:
            topic = "doan_vien_cong_doan"
        return Governed(topic, "unit") if topic else None

    def _earlier(self) -> Governed | None:
        """What the sentence said before: the first strong words since the last figure, else that figure's."""
        since = (self.before.end if self.before else self.sentence[0], self.head[0])
        return self._strong(since, "carried") or self._as_before() or self._introduced(since[0])

    def _as_before(self) -> Governed | None:
        """The topic of the figure before, within one item of the enumeration or where the unit is the same."""
        if self.previous is None or self.before is None or self.previous.how == "nothing":
            return None
        same = self.before.unit == self.q.unit
        near = same or (self.before.start >= self.item[0] and not _NEW_STATEMENT.match(self.lead))
        if near and fits(self.previous.topic, self.q):
            return Governed(self.previous.topic, "carried", self.previous.cue)
        return None

    def _introduced(self, until: int) -> Governed | None:
        """The words before the sentence's colon."""
        colon = self.key.rfind(":", self.sentence[0], until)
        return self._strong((self.sentence[0], colon), "carried") if colon > 0 else None

    def _weak(self) -> Governed | None:
        """The scene: any words of the clause, then weak ones of the sentence."""
        for span, any_strength in (
            (self.head, True),
            (self.tail, True),
            ((self.sentence[0], self.q.start), False),
            (self.rest, True),
        ):
            for hit in self.hits:
                seen = span[0] <= hit.start < span[1] and (any_strength or not hit.payload.strong)
                if seen and fits(hit.payload.topic, self.q):
                    return Governed(hit.payload.topic, "weak", hit)
        return None

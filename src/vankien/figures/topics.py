"""Which family a figure belongs to: the nearest words that govern it, in clause, sentence and heading."""

from __future__ import annotations

import re

from vankien.figures.around import Around, around
from vankien.figures.cues import NOTHING, Cue, Governed, fits, of_unit, owner, topics_of_kind
from vankien.figures.lexicon import Hit
from vankien.figures.quantities import Quantity
from vankien.figures.scope import Scopes

_ABOUT = r"(?:trên |hơn |gần |khoảng |được )*"
_COMPARING = re.compile(
    r"[\s,;:(\-–]*(?:và |hay |tức |tương đương |tương ứng |chỉ |cũng |đã |mới )*"
    r"(?:tăng|giảm|vượt|cao hơn|thấp hơn|nhiều hơn|ít hơn|gấp|bằng|chiếm|so |đầu nhiệm kỳ|cùng kỳ|"
    rf"năm \d{{4}}(?: là| đạt| chỉ| còn|:)*\s{_ABOUT}$|"
    r"kế hoạch|kh\b|chỉ tiêu|mục tiêu|nghị quyết|nq\b|ước |lên|xuống|còn|đến|từ|"
    rf"lũy kế|thực hiện (?:được )?{_ABOUT}$|"
    rf"(?:bình quân|trung bình)(?: (?:mỗi|hằng|hàng) năm)?(?: (?:đạt|tăng|giảm))?\s{_ABOUT}$|"
    rf"đạt (?:tỷ lệ )?{_ABOUT}$)"
)
_PLAN_AHEAD = re.compile(
    r"\s?(?:so |chỉ tiêu|kế hoạch|kh\b|nghị quyết|nq\b|dự toán|mục tiêu|tổng số|cùng kỳ|[.,;)]|$)"
)
_AMONG = re.compile(r"trong đó|bao gồm|gồm|còn lại|(?<!sầu )riêng|cụ thể")
_OF_THOSE = re.compile(r" (?:trong|của) số (?:đó|này)\b")
_COMPLAINT = re.compile(r"tố cáo|khiếu nại")
_PARTY = re.compile(r"ủy ban kiểm tra|ubkt|đảng ủy|đảng viên")
_POPULATION = re.compile(rf"(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn) (?:hiện )?có {_ABOUT}$")
_ECONOMY = frozenset(("gia_tri_san_xuat", "grdp", "tang_truong", "co_cau_kinh_te"))
_LISTED = re.compile(rf"[\s,]*(?:(?:[^\W\d]+ ){{0,2}}(?:và|với|cùng|hoặc|cho|đối với|gồm) )?{_ABOUT}\s*")
_AND = re.compile(r"[^.;:,()]*(?:,| và| cùng| với)(?: (?:hơn|trên|gần|khoảng|có))?\s")
_BRANCH = re.compile(
    r"[\s,;]*(?:và |trong đó,? |riêng )?(?:ngành|lĩnh vực|khu vực|nông|lâm|công nghiệp|xây dựng|dịch vụ|"
    r"thương mại)\b"
    r"(?!.*(?:doanh thu|bán lẻ))"
)
_GROWING_BRANCH = re.compile(r"[\s,;]*(?:ngành|khu vực|lĩnh vực)[^,;]*(?:tăng|giảm)\s[^,;]{0,12}$")
_SHARE = re.compile(rf"chiếm\s(?:tỷ trọng )?{_ABOUT}$")
_OPENS = re.compile(r"[\s,;:]*(?:và |với |tổng |về |số |có |các |tỷ lệ |quy mô )*")
_STANDS_FOR = re.compile(r"(?:đại diện|thay mặt|tiêu biểu) cho (?:toàn thể )?(?:hơn |trên |gần |khoảng )*$")
_NEW_STATEMENT = re.compile(rf"[\s,;]*có\s{_ABOUT}$")
_REVENUE = re.compile(r"thu ngân sách|thu nsnn|tổng thu|thu nội địa|thu ns")
_JOINED = re.compile(r"[,;.:(]|\b(?:với|và|gồm|có|thuộc|thành)\b")
_COUNTS = frozenset(("dan_so", "dien_tich", "khac", "dang_vien", "chat_luong_to_chuc", "hoi_vien", "can_bo"))
_BORDER = re.compile(r"[,;:.(]\s")
_ADMITTED = re.compile(rf"phát triển (?:được |mới |thêm )*{_ABOUT}$")
_RAISED = re.compile(rf"huy động (?:được )?{_ABOUT}$")
_LIVESTOCK = re.compile(r"gia súc|gia cầm|vật nuôi|\bđàn\b|trâu|\bbò\b|\blợn\b")
_DESCRIBED = frozenset(
    (
        *(
            "xã",
            "phường",
            "thị trấn",
            "huyện",
            "thị xã",
            "thành phố",
            "tỉnh",
            "thôn",
            "làng",
            "bản",
            "buôn",
            "ấp",
        ),
        *("lao động", "khóm", "xóm", "khu phố", "khu dân cư", "tổ dân phố", "đơn vị hành chính"),
    )
)
_ORGANISATIONS = frozenset(
    ("tổ chức cơ sở đảng", "tổ chức đảng", "chi bộ", "đảng bộ", "chi đảng bộ", "chi, đảng bộ")
)
_PLACES = frozenset(("xã", "thôn", "ấp", "xóm", "bản", "làng", "huyện", "khóm", "buôn"))


def assign(
    found: list[Quantity], hits: list[Hit[Cue]], key: str, where: Scopes, above: Governed
) -> list[Governed]:
    """The topic of every quantity of a block. `above`: what its intro or heading gives."""
    out: list[Governed] = []
    for i in range(len(found)):
        out.append(_topic(around(i, found, hits, key, where, out), above))
    for i in range(len(found) - 2, -1, -1):
        out[i] = _by_the_next(found[i], found[i + 1], out[i], out[i + 1], key)
    return out


def _topic(a: Around, above: Governed) -> Governed:
    governed = _by_words(a) or (above if above.how != "nothing" else None) or NOTHING
    if governed.topic == "tang_truong" and (grows := _what_grows(a, governed)):
        return grows
    if governed.topic == "gia_tri_san_xuat" and governed.how == "head" and _is_growth(a):
        return Governed("tang_truong", governed.how, governed.cue)
    if governed.topic == "y_te" and _LIVESTOCK.search(a.key[a.head[0] : a.tail[1]]):
        return Governed("chan_nuoi", governed.how, governed.cue)
    if (
        governed.topic == "an_ninh"
        and _COMPLAINT.search(a.key[a.head[0] : a.tail[1]])
        and _PARTY.search(a.key, *a.sentence)
    ):
        return Governed("kiem_tra_giam_sat", governed.how, governed.cue)
    if governed.topic == "tieu_chi_ntm" and a.q.unit in _PLACES:
        return Governed("ntm_dat_chuan", governed.how, governed.cue)
    return governed


def _what_grows(a: Around, governed: Governed) -> Governed | None:
    """ "tốc độ tăng thu ngân sách", "tốc độ tăng tổng mức bán lẻ" are of what grows."""
    if _REVENUE.search(a.words):
        return Governed("thu_ngan_sach", governed.how, governed.cue)
    at = governed.cue.end if governed.cue else len(a.key)
    until = a.q.start if at < a.q.start else len(a.key)
    named = a.strong((at, min(at + 12, until)), governed.how)
    return named if named and named.topic not in _ECONOMY else None


def _by_words(a: Around) -> Governed | None:
    """The rules in order of their weight: the first that speaks decides."""
    return (
        _owned(a)
        or _branch(a)
        or _of_structure(a)
        or a.strong(a.head, "head")
        or _labelled(a)
        or _before_bracket(a)
        or _part(a)
        or _opening(a)
        or _inherited(a)
        or a.strong(a.tail, "tail")
        or _of_unit(a)
        or _of_description(a)
        or _earlier(a)
        or _revenue(a)
        or a.strong(a.rest, "tail")
        or _weak(a)
        or _theme(a)
    )


def _by_the_next(q: Quantity, following: Quantity, own: Governed, its: Governed, key: str) -> Governed:
    """ "87% gia đình và 9/11 thôn đạt danh hiệu văn hóa": both have the words that come after the second."""
    if own.how in ("nothing", "description") and q.unit in _PLACES and its.topic == "tieu_chi_ntm":
        return Governed("tieu_chi_ntm", "carried")
    gap = key[q.end : following.start]
    if own.how in ("nothing", "description") and gap == " có " and following.unit in ("%", "tiêu chí"):
        return Governed(its.topic, "carried", its.cue)
    shared = own.how in ("nothing", "heading", "weak") and its.how != "unit" and len(gap) < 40
    return Governed(its.topic, "carried", its.cue) if shared and _AND.fullmatch(gap) else own


def _is_growth(a: Around) -> bool:
    """ "giá trị sản xuất tăng bình quân 12%/năm" is growth; "đạt 120 tỷ đồng, tăng 5%" a change."""
    return (a.q.unit or "").startswith("%") and "bình quân" in a.words and "tăng" in a.words


def _owned(a: Around) -> Governed | None:
    """Units that name their topic whatever stands before them."""
    if a.q.unit == "đảng viên" and _STANDS_FOR.search(a.lead):
        return Governed("dang_vien", "unit")
    if a.q.unit in ("đoàn viên", "hội viên") and a.next.startswith(" ưu tú"):
        return Governed("ket_nap_dang_vien", "unit")
    if a.q.unit == "đảng viên" and _ADMITTED.search(a.lead):
        return Governed("ket_nap_dang_vien", "head")
    if a.q.closed and "đồng" in (a.q.unit or "") and _RAISED.search(a.lead) and not a.strong(a.head, "head"):
        return Governed("von_dau_tu", "head")
    if a.q.unit in ("lao động", "người") and a.lead.endswith("xuất khẩu "):
        return Governed("viec_lam", "unit")
    if a.q.unit in ("m2", "ha") and a.next.startswith(" đất"):
        return Governed("dien_tich", "unit")
    topic = owner(a.q.unit)
    return Governed(topic, "unit") if topic else None


def _branch(a: Around) -> Governed | None:
    """ "…; ngành dịch vụ 253 tỷ đồng": one of the branches into which the figure before is divided."""
    if a.previous is None or a.before is None or a.before.unit != a.q.unit:
        return None
    divided = a.previous.topic in topics_of_kind("divided") and _BRANCH.match(a.lead)
    return a.inherit() if divided else None


def _of_structure(a: Around) -> Governed | None:
    """ "công nghiệp chiếm 41%" is a share of the economy, "ngành trồng trọt giảm 4,3%" its growth."""
    if a.q.unit != "%" or not _BRANCH.match(a.words):
        return None
    said = a.key[a.sentence[0] : a.head[0]]
    listed = "cơ cấu kinh tế" in said and not re.search(r"tăng|giảm|;[^:]*;[^:]*;[^:]*;", a.words)
    if _SHARE.search(a.words) or listed:
        return Governed("co_cau_kinh_te", "head")
    return Governed("tang_truong", "head") if _GROWING_BRANCH.match(a.words) else None


def _labelled(a: Around) -> Governed | None:
    """ "khiển trách: 03": the words before the colon, where nothing else stands between."""
    colon = a.head[0] - 1
    if a.key[colon : colon + 1] != ":" or len(a.words) > 12:
        return None
    start = max((m.end() for m in _BORDER.finditer(a.key, a.sentence[0], colon)), default=a.sentence[0])
    return a.strong((start, colon), "head")


def _opening(a: Around) -> Governed | None:
    """Weak words that open the clause are its subject: "dân số 9.846 người", "du lịch tăng 20%"."""
    if "đồng" in (a.q.unit or ""):
        return None
    if _under_a_label(a):
        return None
    for hit in a.hits:
        if a.head[0] <= hit.start < a.head[1] and fits(hit.payload.topic, a.q):
            opens = _OPENS.fullmatch(a.key[a.head[0] : hit.start])
            subject = opens and hit.payload.topic in topics_of_kind("subject")
            return Governed(hit.payload.topic, "head", hit) if subject else None
    return None


def _before_bracket(a: Around) -> Governed | None:
    """ "gồm tốc độ tăng giá trị sản xuất (đạt 8,9%)": the words before a bracket of no figure."""
    if (
        a.bracket is None
        or a.before is None
        or a.bracket[0] - a.before.end <= 2
        or a.before.start > a.bracket[0]
    ):
        return None
    return a.strong((max(a.before.end, a.item[0]), a.bracket[0]), "head")


def _under_a_label(a: Around) -> bool:
    """ "Cơ cấu trình độ: đại học …": the words before the colon name what the list divides."""
    colon = a.key.rfind(":", a.sentence[0], a.head[0])
    return colon > 0 and a.strong((a.sentence[0], colon), "head") is not None


def _part(a: Around) -> Governed | None:
    """ "86 mô hình, trong đó kinh tế 40 mô hình, văn hóa 46 mô hình": parts of what was counted before."""
    if a.before is None or a.q.closed or a.before.unit != a.q.unit:
        return None
    return a.inherit() if _AMONG.search(a.key, a.item[0], a.before.start) else None


def _inherited(a: Around) -> Governed | None:
    """A comparison, a bracket, "trong đó", a list: they speak of what the figure before speaks of."""
    if a.previous is None or a.before is None:
        return None
    if _AMONG.search(a.lead):
        places = (a.q.unit or "") in _DESCRIBED and a.before.unit != a.q.unit
        return None if places and a.previous.topic in _COUNTS else _named_part(a) or a.inherit()
    if _OF_THOSE.match(a.next):
        return a.inherit()
    in_its_bracket = a.bracket is not None and a.bracket[0] - a.before.end <= 2
    comparing = _COMPARING.match(a.words) and (
        _PLAN_AHEAD.match(a.next) or not a.words.strip().startswith("đạt")
    )
    listed = _LISTED.fullmatch(a.lead) and not a.q.closed and not a.before.closed
    if a.previous.topic in _COUNTS and ((a.q.unit or "") in _DESCRIBED or of_unit(a.q.unit)):
        listed = None
    governs = a.previous.how in ("head", "carried") or a.previous.topic in topics_of_kind("action")
    if comparing and ";" in a.lead and a.strong(a.tail, "tail"):
        return None
    if comparing and of_unit(a.q.unit) and not fits(a.previous.topic, a.q):
        return None  # "đến nay có 15 công ty": another thing, however the clause begins
    return a.inherit() if in_its_bracket or comparing or (listed and governs) else None


def _named_part(a: Around) -> Governed | None:
    """ "trong đó đảng viên nữ 120 đồng chí": the part names what it is part of."""
    named = [h.payload.topic for h in a.hits if a.head[0] <= h.start < a.head[1]]
    return Governed(named[0], "head") if len(named) == 1 and not a.q.closed else None


def _of_unit(a: Around) -> Governed | None:
    if a.q.unit == "đoàn viên" and "công đoàn" in a.key:
        return Governed("doan_vien_cong_doan", "unit")
    if a.q.unit == "vụ" and a.next.startswith((" lúa", " màu", " ngô", " sản xuất", " mùa")):
        return Governed("khac", "unit")
    if a.q.unit in ("xã", "huyện") and a.next.startswith(" đạt chuẩn"):
        return Governed("ntm_dat_chuan", "unit")
    came = (a.q.unit or "").startswith("lượt ") and a.before and a.before.start >= a.item[0]
    if came and of_unit(a.q.unit) is None:
        return a.inherit()  # who came: "12 hội nghị với 1.200 lượt người"
    invested = (
        a.previous is not None and a.previous.topic == "von_dau_tu" and a.q.unit in ("dự án", "công trình")
    )
    if invested or (a.q.unit == "dự án" and "đầu tư" in a.words + a.next):
        return Governed("von_dau_tu", "unit")
    held = a.strong((a.q.end, a.item[1]), "tail") if a.q.unit in _ORGANISATIONS else None
    if held and held.topic == "tien_do_dai_hoi":
        return held
    if a.previous and a.previous.topic == "tien_do_dai_hoi" and a.q.unit in _ORGANISATIONS:
        return a.inherit()
    topic = "chan_nuoi" if (a.q.unit or "").startswith("trại ") else of_unit(a.q.unit)
    return Governed(topic, "unit") if topic else None


def _of_description(a: Around) -> Governed | None:
    """ "xã có 10 bản, 1.126 hộ": places and households of which nothing else is said."""
    if a.before is not None and (a.before.unit == a.q.unit or not _JOINED.search(a.lead)):
        return None
    if any(a.head[0] <= h.start < a.tail[1] for h in a.hits):
        return None
    if (a.q.unit or "").split(",")[0] in _DESCRIBED and a.q.total is None:
        return Governed("khac", "description")
    if a.q.unit == "người" and _POPULATION.search(a.words):
        return Governed("dan_so", "description")
    new = (
        a.previous is None
        or a.previous.topic in _COUNTS
        or a.previous.how in ("nothing", "unit", "description")
    )
    return Governed("dan_so", "description") if new and a.q.unit in ("hộ", "hộ dân") else None


def _earlier(a: Around) -> Governed | None:
    """What the sentence said before: words since the last figure, its topic, words before the colon."""
    since = a.before.end if a.before else a.sentence[0]
    if since < a.item[0] and _has_words(a):
        since = a.item[0]
    said = a.strong((since, a.head[0]), "carried") or _as_before(a)
    colon = a.key.rfind(":", a.sentence[0], max(since, a.sentence[0]))
    return said or (a.strong((a.sentence[0], colon), "carried") if colon > 0 else None)


def _as_before(a: Around) -> Governed | None:
    """The topic of the figure before, within one item of the enumeration or where the unit is the same."""
    if a.previous is None or a.before is None or a.previous.how == "nothing":
        return None
    near = a.before.start >= a.item[0] and not _NEW_STATEMENT.match(a.lead)
    if a.previous.topic == "khac" and any(
        h.payload.bare and a.head[0] <= h.start < a.q.start for h in a.hits
    ):
        return None  # "… 5 cây cầu; tổng kinh phí 78 tỷ đồng"
    if not near and _has_words(a):
        return None  # an item of its own with words of its own, however weak
    return a.inherit() if (near or a.before.unit == a.q.unit) and fits(a.previous.topic, a.q) else None


def _has_words(a: Around) -> bool:
    """Whether its clause has topic words of its own, however weak."""
    return any(a.head[0] <= h.start < a.tail[1] and fits(h.payload.topic, a.q) for h in a.hits)


def _revenue(a: Around) -> Governed | None:
    """ "đón 2 triệu lượt khách; tổng doanh thu 1.500 tỷ đồng": what the visitors brought."""
    visitors = a.previous is not None and a.previous.topic == "du_lich"
    return a.inherit() if visitors and "doanh thu" in a.words else None


def _theme(a: Around) -> Governed | None:
    """ "Kinh tế tập thể được củng cố; …": the statement without figures that opens the sentence."""
    opening = a.item[0] if a.before is None else a.sentence[0]
    first = _BORDER.search(a.key, opening, a.head[0])
    if not first or any(c.isdigit() for c in a.key[opening : first.start()]):
        return None
    named = {h.payload.topic for h in a.hits if opening <= h.start < first.start() and h.payload.strong}
    return a.strong((opening, first.start()), "carried") if len(named) == 1 else None


def _weak(a: Around) -> Governed | None:
    """The scene: any words of the clause, then weak ones of the sentence, then what follows."""
    spans = ((a.head, True), (a.tail, True), ((a.sentence[0], a.q.start), False), (a.rest, True))
    for (start, end), any_strength in spans:
        for hit in sorted(a.hits, key=lambda h: h.payload.bare):
            seen = start <= hit.start < end and (any_strength or not hit.payload.strong)
            if seen and fits(hit.payload.topic, a.q):
                return Governed(hit.payload.topic, "weak", hit)
    return None

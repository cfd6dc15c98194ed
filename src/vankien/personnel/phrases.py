"""How Vietnamese sentences state sizes of bodies and totals of a list: patterns over folded text."""

from __future__ import annotations

import re

from vankien.personnel.model import Total

PEOPLE = r"(?:đồng chí|đ/c|đc|ủy viên|người|thành viên|đại biểu|nhân sự|ứng cử viên|uv)"
COUNT = r"(?<!ứng viên )(\d{1,3})(?![\d.,/%]*\d|\s*%|\s*/)(?:\s*\([^)]*\))?"
NUMBER_OF = re.compile(rf"(?<![\d.,/-]){COUNT}(?:\s*{PEOPLE})?")
TERM = re.compile(r"(?:nhiệm kỳ|khóa|nk)[^.;]{0,20}?(20\d\d) ?- ?(20\d\d)")
PAST = re.compile(
    r"khóa cũ|nhiệm kỳ (?:qua|vừa qua|trước|hiện tại)|đương nhiệm|hiện (?:nay|có|còn)|đầu nhiệm kỳ|đã bầu"
)
WISHED = re.compile(
    r"phấn đấu|ít nhất|tối thiểu|tối đa|không (?:dưới|quá|ít hơn|nhiều hơn)|trở lên|phải có|yêu cầu"
    r"|từ \d+ (?:đến|-)|khoảng"
)
_SOME = r"(?:nữ|dưới|trên|trẻ|tái cử|lần đầu|tham gia mới|dân tộc|tuổi)"
LISTED = re.compile(r"danh sách|giới thiệu|đề cử|ứng cử|nhân sự dự kiến|dự kiến nhân sự|trích ngang")
ELECT = re.compile(rf"(?<!giới thiệu )(?:để |sẽ |được )?bầu(?: lấy| chọn)? {COUNT}")
FROM_LIST = re.compile(  # "danh sách giới thiệu bầu: 17 đồng chí", not "trong danh sách có 3 đồng chí nữ"
    r"(?:danh sách|trong số|giới thiệu|đề cử|ứng cử viên)"
    rf"(?:(?!để bầu|bầu lấy|chấp hành|thường vụ|kiểm tra|số dư|{_SOME})[^\d;.,()]){{0,30}}?"
    rf"{COUNT}(?:\s*{PEOPLE}(?!\s*(?:là |ở )?(?:cán bộ )?{_SOME})"
    r"|(?=\s*(?:$|[,()]|để bầu|bầu|lấy)))"
)
HEADING = re.compile(r"(?:[ivx]+|\d{1,2}(?:\.\d+)*|[a-zđ])\s*[.)\-/]\s*")
CLAUSE = re.compile(
    r"[;\n]|\.(?!\d)|(?<!\d)\s[-–+]\s|\s[-–+]\s(?!\d)|trong đó:?|, (?=trong đó|gồm)"
    r"|(?:, |\()(?=danh sách|giới thiệu|đề cử)"
)
TOTALS: tuple[tuple[Total, str], ...] = (
    ("women", r"(?:cán bộ |đồng chí |cấp ủy viên |ủy viên |tỷ lệ |là |đ/c )?nữ(?! giới)"),
    ("reelect", r"(?:đồng chí |nhân sự |số )?(?<!không )tái cử"),
    ("first", r"(?:đồng chí |nhân sự )?(?:(?:tham gia |giới thiệu )?lần đầu|(?:tham gia|giới thiệu) mới)"),
    ("ethnic_minorities", r"(?:người |là người )?dân tộc thiểu số"),
)
YOUNG = re.compile(r"dưới (\d{2}) tuổi")
YOUNG_COUNT = re.compile(rf"\)?\s*(?:là|có|gồm|:|-)?\s*{COUNT}(?:\s*{PEOPLE}|\s*$|\s*[,(])")
MEMBERS = re.compile(
    r"(?<![\d.,/-])(\d{1,3}(?:\.\d{3})+|\d{1,5})(?!\s*/)\s*(?:đồng chí )?đảng viên\b(?! mới| dự bị)"
)
CELLS = re.compile(r"(?<![\d.,/-])(\d{1,4})(?!\s*/)\s*(?:chi bộ|tổ chức cơ sở đảng)\b")
MEMBERS_AFTER = re.compile(
    r"(?:tổng )?số đảng viên[^\d;.]{0,40}?(\d{1,3}(?:\.\d{3})+|\d{1,5})(?![\d,/%]|\s*%)"
    r"|^đảng viên\s*:\s*(\d{1,3}(?:\.\d{3})+|\d{1,5})(?![\d,/%]|\s*%)"
)
OWN: tuple[tuple[Total, re.Pattern[str]], ...] = (("party_members", MEMBERS), ("cells", CELLS))
OF_ALL = re.compile(r"tổng số|toàn đảng bộ|đảng bộ|hiện có|hiện nay|có|gồm|với")
NOT_ALL = re.compile(
    r"kết nạp|phát triển|chuyển|kỷ luật|khen|xếp loại|hoàn thành|đầu nhiệm kỳ|năm 20\d\d|tăng|giảm|cử|học|mỗi"
)
AGE = re.compile(
    r"(?:tuổi bình quân|bình quân tuổi|độ tuổi bình quân|tuổi đời bình quân)[^\d;.]{0,40}?(\d{2})"
    r"(?:,(\d{1,2}))?\s*tuổi?"
)
MERGED = re.compile(
    r"(?:hợp nhất|sáp nhập|sắp xếp|thành lập)[^.;]{0,40}?(?:từ |của )?(?:cơ sở )?(\d|hai|ba|bốn|năm) "
    r"(?:xã|phường|đảng bộ|đơn vị)"
)
MONTH = re.compile(
    r"(?:tính tuổi|tính đến|độ tuổi|tuổi)[^.;]{0,60}?(?:tháng|ngày \d{1,2}/)\s*(\d{1,2})[/\s]"
    r"(?:năm )?(20\d\d)"
)
AROUND = " -–+*•"
WORDS = {"hai": 2, "ba": 3, "bốn": 4, "năm": 5}

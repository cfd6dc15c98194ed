"""The papers of the meeting of 13/02/2020; beyond the source, posts without names do what is done."""

from dataclasses import replace
from datetime import date, datetime, time

from library.plan_factory import EXAMPLE, PARTY, plan
from vankien import packs
from vankien.outputs.ballots import Counting
from vankien.outputs.ballots import paper as counting
from vankien.outputs.papers import Issuer, Paper, Signature, Stamp
from vankien.outputs.papers.answers import AnswerReport, AnswerRow
from vankien.outputs.papers.conclusion import ConclusionNotice, Part, Sentence, UnitPart
from vankien.outputs.papers.extract import Extract, FigureRow
from vankien.outputs.papers.invitation import Invitation
from vankien.outputs.papers.minutes import Attendant, Minutes, MinutesItem, Remark, Tally
from vankien.outputs.papers.news import News, Photo
from vankien.outputs.papers.opinions import Count, DraftOpinions, Heading, OpinionRow, OpinionTable
from vankien.outputs.papers.programme import Programme, ProgrammeItem
from vankien.outputs.papers.progress import CountedStep, ProgressReport, UnitProgress, WorkstreamRow
from vankien.outputs.plans import plan_content
from vankien.votes import result

MEETING = (
    "Hội nghị Ban Thường vụ Thành ủy cho ý kiến về nội dung Đại hội Đảng bộ các đơn vị nhiệm kỳ 2020–2025"
)
CHAIR = "đồng chí Lê Anh Xuân – Tỉnh ủy viên, Bí thư Thành ủy, Chủ tịch UBND thành phố"
HALL = "Phòng họp Thành ủy"
MORNING = datetime(2020, 2, 13, 8, 0)
PARTY_2020, PARTY_2026, STATE = "dang-hd36-2018", "dang-hd05-2026", "nd30-2020"
DAYS = {PARTY_2020: date(2020, 2, 14), PARTY_2026: date(2026, 6, 8), STATE: date(2020, 4, 6)}
ISSUERS = {
    PARTY_2020: Issuer(PARTY_2020, "Đảng bộ tỉnh Thanh Hóa", "Thành ủy Thanh Hóa", "Thanh Hóa", "ThU"),
    PARTY_2026: Issuer(PARTY_2026, "Đảng bộ tỉnh Thanh Hóa", "Thành ủy Thanh Hóa", "Thanh Hóa", "ThU"),
    STATE: Issuer(STATE, "UBND tỉnh Thanh Hóa", "UBND thành phố Thanh Hóa", "Thanh Hóa", "UBND"),
}
RECIPIENTS = ("Thường trực Thành ủy", "Các đồng chí Ủy viên Ban Thường vụ Thành ủy", "Đảng ủy xã Quảng Tâm")
SECRETARY = Signature("Bí thư", "Lê Anh Xuân", "T/M", "Ban Thường vụ")
CLERK = Signature("Thư ký hội nghị")
CHAIRING = Signature("Bí thư", "Lê Anh Xuân")

_UNITS = (
    UnitPart(
        "Đối với Đảng bộ xã Quảng Tâm",
        (
            Sentence(2, "Bổ sung tỷ lệ hộ nghèo, chỉ tiêu bảo hiểm xã hội, bảo hiểm y tế tự nguyện."),
            Sentence(
                3,
                "Bổ sung việc thành lập hợp tác xã dịch vụ, tỷ lệ tăng thu ngân sách; tập trung phát triển "
                "dịch vụ, thương mại, xây dựng xã trở thành đơn vị kiểu mẫu.",
            ),
            Sentence(4, "Viết lại phần quốc phòng – an ninh và xây dựng Đảng vì không có số liệu đánh giá."),
            Sentence(5, "Phải có chủ đề và phương châm Đại hội."),
        ),
    ),
    UnitPart(
        "Đối với Đảng bộ cơ quan UBND thành phố",
        (
            Sentence(6, "Sửa lại chủ đề Đại hội và thêm phần chương trình trọng tâm."),
            Sentence(7, "Viết lại phần lãnh đạo thực hiện nhiệm vụ chính trị theo đúng chức năng, nhiệm vụ."),
            Sentence(8, "Đưa thêm mục tiêu xây dựng chính quyền điện tử."),
        ),
    ),
    UnitPart(
        "Đối với Đảng bộ cơ quan Thành ủy",
        (
            Sentence(
                9, "Xây dựng chủ đề Đại hội; đánh giá lại báo cáo; phần chức năng tham mưu viết gọn lại."
            ),
            Sentence(10, "Phần phương châm Đại hội nói rõ chức năng, nhiệm vụ."),
        ),
    ),
)
NOTICE = ConclusionNotice(
    meeting=MEETING,
    held=date(2020, 2, 13),
    body="Ban Thường vụ Thành ủy",
    chair=CHAIR,
    participants=("các đồng chí Ủy viên Ban Thường vụ Thành ủy", "thành viên các Tổ công tác"),
    heard=("báo cáo của Tổ công tác số 1 về công tác chuẩn bị Đại hội điểm xã Quảng Tâm",),
    parts=(
        Part("Đánh giá chung", (Sentence(1, "Cơ bản thống nhất cao với đề cương dự thảo các báo cáo."),)),
        Part("Đối với từng đơn vị", (), _UNITS),
        Part(
            "Thẩm định số liệu",
            (Sentence(11, "Các phòng thống kê, tài chính, kinh tế tham gia thẩm định số liệu."),),
        ),
        Part("Các Tổ công tác", (Sentence(12, "Bám sát Đại hội từ phiên trù bị đến Đại hội chính thức."),)),
        Part(
            "Tổ chức thực hiện",
            (
                Sentence(
                    13,
                    "Các đơn vị chỉnh sửa, hoàn chỉnh báo cáo chính trị và đề án nhân sự bảo đảm đồng bộ, "
                    "có tính khả thi cao.",
                ),
            ),
        ),
    ),
)
_PRESENT = (
    Attendant("Lê Anh Xuân", "Tỉnh ủy viên, Bí thư Thành ủy, Chủ tịch UBND thành phố"),
    *(Attendant(f"Ủy viên Ban Thường vụ {n:02}", "minh họa") for n in range(1, 11)),
)
MINUTES = Minutes(
    meeting=MEETING,
    started=MORNING,
    ended=datetime(2020, 2, 13, 11, 30),
    place=HALL,
    chair=CHAIR,
    secretary="Cán bộ Văn phòng Thành ủy 01 (minh họa)",
    present=_PRESENT,
    excused=(Attendant("Ủy viên Ban Thường vụ 11", "minh họa", "đi công tác"),),
    guests=(Attendant("Lê Văn Tú", "Phó Chủ tịch UBND thành phố, Tổ trưởng Tổ công tác số 1"),),
    items=(
        MinutesItem(
            "Đề cương dự thảo Báo cáo chính trị của Ban Chấp hành Đảng bộ xã Quảng Tâm khóa XXVI",
            "Đồng chí Lê Văn Tú, Tổ trưởng Tổ công tác số 1",
            (
                Remark(
                    "Ủy viên Ban Thường vụ 01 (minh họa)",
                    "Quảng Tâm có nhiều phong trào tốt, nổi bật trong xây dựng nông thôn mới.",
                ),
                Remark(
                    "Ủy viên Ban Thường vụ 02 (minh họa)",
                    "Đề nghị xem lại một số chỉ tiêu, mục tiêu.\nXem lại nguyên nhân hạn chế, yếu kém.",
                ),
            ),
            Tally(7, 3, 1, 0),
            "cơ bản thống nhất, sửa và trình lại",
        ),
        MinutesItem("Tiến độ thực hiện Chỉ thị 35-CT/TW của Bộ Chính trị", "", (), None, "đã nghe báo cáo"),
    ),
    conclusion=tuple(s for u in _UNITS for s in u.sentences),
)
OPINIONS = OpinionTable(
    occasion=MEETING,
    counts=(Count("lượt ý kiến", 5), Count("nhất trí", 2), Count("đề nghị bổ sung, sửa", 3)),
    drafts=(
        DraftOpinions(
            "Đề cương dự thảo Báo cáo chính trị Đảng bộ xã Quảng Tâm",
            (
                Heading(
                    "Ý kiến chung",
                    (
                        OpinionRow(
                            "Cơ bản thống nhất cao với đề cương.", "Nhất trí", "Ủy viên Ban Thường vụ 03"
                        ),
                    ),
                ),
                Heading(
                    "Mục II.3. Quốc phòng – an ninh",
                    (
                        OpinionRow(
                            "Phần này không có số liệu đánh giá, đề nghị viết lại.",
                            "Đề nghị sửa",
                            "Ủy viên Ban Thường vụ 04",
                            "Mục II.3, đoạn 1",
                            "Công tác quốc phòng, an ninh được tăng cường.",
                        ),
                    ),
                ),
            ),
            (Count("Nhất trí", 1), Count("Đề nghị sửa", 1)),
        ),
    ),
)
ANSWERS = AnswerReport(
    unit="Đảng ủy xã Quảng Tâm",
    draft="dự thảo Báo cáo chính trị trình Đại hội Đảng bộ xã lần thứ XXVII",
    source="Thông báo kết luận số 12-TB/ThU, ngày 14/02/2020 của Ban Thường vụ Thành ủy",
    old_version="Dự thảo lần 1",
    new_version="Dự thảo lần 2",
    adopted=1,
    explained=1,
    rows=(
        AnswerRow(
            "YC-01",
            "Bổ sung tỷ lệ hộ nghèo",
            "Tiếp thu",
            "Đã bổ sung chỉ tiêu vào phần mục tiêu (minh họa).",
            "Đời sống nhân dân được cải thiện.",
            "Đời sống nhân dân được cải thiện; tỷ lệ hộ nghèo còn 1,2% (minh họa).",
            "Mục II.1",
            4,
        ),
        AnswerRow(
            "YC-02", "Bổ sung việc thành lập hợp tác xã dịch vụ", "Giải trình", "Chờ phê duyệt (minh họa)."
        ),
    ),
)
PROGRESS = ProgressReport(
    group="Tổ công tác số 1",
    until=date(2020, 2, 12),
    units=(
        UnitProgress(
            "Đảng bộ xã Quảng Tâm (đại hội điểm)",
            "đang chuẩn bị",
            "Hồ sơ và các bước chuẩn bị cho Đại hội đã xong.",
            (
                WorkstreamRow("Đại hội chi bộ trực thuộc", 100, "11/11 chi bộ đã đại hội xong."),
                WorkstreamRow("Văn kiện đại hội", 80, "Đã có đề cương dự thảo.", "Đề cương, Dự thảo lần 1"),
                WorkstreamRow("Quy trình nhân sự", None),
            ),
            (CountedStep("Chi bộ đã đại hội", 11, 11),),
            "Chưa có chủ đề và phương châm Đại hội.",
            date(2020, 3, 12),
        ),
    ),
    proposals=("Ban Thường vụ Thành ủy cho ý kiến về đề cương dự thảo Báo cáo chính trị.",),
)
INVITATION = Invitation(
    convener="Thường trực Thành ủy",
    invited=("Các đồng chí Ủy viên Ban Thường vụ Thành ủy", "Tổ trưởng Tổ công tác số 1 và số 5"),
    meeting=MEETING,
    starts=MORNING,
    place=HALL,
    chair=CHAIR,
    items=("Cho ý kiến về nội dung Đại hội Đảng bộ các đơn vị", "Nghe tiến độ thực hiện Chỉ thị 35-CT/TW"),
    notes=("Tài liệu được gửi kèm theo Giấy mời này.",),
)
PROGRAMME = Programme(
    meeting=MEETING,
    starts=MORNING,
    place=HALL,
    chair=CHAIR,
    items=(
        ProgrammeItem(
            "Nội dung Đại hội Đảng bộ xã Quảng Tâm",
            "Tổ công tác số 1",
            time(8, 0),
            60,
            ("Đề cương dự thảo Báo cáo chính trị", "Báo cáo của Tổ công tác số 1"),
        ),
        ProgrammeItem("Nội dung Đại hội Đảng bộ cơ quan UBND thành phố", "", time(9, 0), 45),
        ProgrammeItem("Tiến độ thực hiện Chỉ thị 35-CT/TW của Bộ Chính trị"),
    ),
)
NEWS = News(
    lead=f"Sáng ngày 13/02/2020, Thường trực Thành ủy tổ chức {MEETING}.",
    paragraphs=(
        "Đến nay, xã Quảng Tâm đã có 11/11 chi bộ cơ sở đại hội xong, các hồ sơ, các bước chuẩn bị đã xong.",
        "Các ý kiến cơ bản thống nhất cao với đề cương dự thảo báo cáo.",
    ),
    photos=(Photo("Toàn cảnh hội nghị"),),
    author="Lê Thảo",
    published=datetime(2020, 2, 13, 20, 49),
)
COUNTED = counting([result(EXAMPLE, PARTY)], Counting(congress="Đại hội (minh họa)")).content
PLAN = plan_content(
    plan(),
    congress="Đại hội đại biểu Đảng bộ cơ quan UBND thành phố lần thứ XIX, nhiệm kỳ 2020-2025",
    unit="Đảng ủy cơ quan UBND thành phố",
    pack=packs.load("dang-2019"),
    grounds=("Chỉ thị 35-CT/TW ngày 30/5/2019 của Bộ Chính trị (minh họa);",),
)
VERIFIED = Extract(
    unit="Đảng bộ xã Quảng Tâm",
    draft="báo cáo chính trị",
    version="dự thảo lần 2",
    department="Chi cục Thống kê thành phố",
    rows=(
        FigureRow("I.1", "Thu nhập bình quân đầu người, năm 2019", "47,5 triệu đồng", "Xác nhận",
                  source="Niên giám thống kê 2019", answer="ngày 12/02/2020"),
        FigureRow("I.2", "Tỷ lệ hộ nghèo, năm 2019", "1,2%", "Xác định lại", "1,3%", "Báo cáo 15/BC-UBND"),
    ),
    confirmed=1,
    corrected=1,
)  # fmt: skip
CONTENTS = {
    "thong-bao-ket-luan": NOTICE,
    "bien-ban": MINUTES,
    "tong-hop-y-kien": OPINIONS,
    "tiep-thu-giai-trinh": ANSWERS,
    "tien-do-to-cong-tac": PROGRESS,
    "giay-moi": INVITATION,
    "chuong-trinh": PROGRAMME,
    "tin-hoi-nghi": NEWS,
    "trich-xac-nhan-so-lieu": VERIFIED,
    "bien-ban-kiem-phieu": COUNTED,
    "de-an-nhan-su": PLAN,
}
SYMBOLS = {
    "thong-bao-ket-luan": "TB",
    "bien-ban": "BB",
    "trich-xac-nhan-so-lieu": "TB",
    "bien-ban-kiem-phieu": "BB",
    "de-an-nhan-su": "ĐA",
    "giay-moi": "GM",
    "chuong-trinh": "",
    "tin-hoi-nghi": "",
}
SUBJECTS = {
    "trich-xac-nhan-so-lieu": "trích xác nhận số liệu trong báo cáo chính trị của Đảng bộ xã Quảng Tâm",
    "bien-ban-kiem-phieu": "bầu Ban Chấp hành Đảng bộ xã, nhiệm kỳ 2020-2025 (minh họa)",
    "de-an-nhan-su": "nhân sự Ban Chấp hành Đảng bộ cơ quan UBND thành phố, nhiệm kỳ 2020-2025 (minh họa)",
    "thong-bao-ket-luan": "kết luận của Ban Thường vụ Thành ủy về nội dung Đại hội Đảng bộ các đơn vị",
    "bien-ban": MEETING,
    "tong-hop-y-kien": "tổng hợp ý kiến góp ý vào dự thảo văn kiện Đại hội Đảng bộ các đơn vị",
    "tiep-thu-giai-trinh": "tiếp thu, giải trình ý kiến của Ban Thường vụ Thành ủy",
    "tien-do-to-cong-tac": "tiến độ chuẩn bị Đại hội Đảng bộ các đơn vị",
    "giay-moi": "",
    "chuong-trinh": MEETING,
    "tin-hoi-nghi": "Ban Thường vụ Thành ủy cho ý kiến về nội dung Đại hội Đảng bộ các đơn vị",
}


def paper(form: str, format: str = PARTY_2020, **changes) -> Paper:
    """An issued paper of this form in this format."""
    made = Paper(
        form=form,
        issuer=ISSUERS[format],
        symbol=SYMBOLS.get(form, "BC"),
        number=7,
        dated=DAYS[format],
        subject=SUBJECTS[form],
        recipients=RECIPIENTS,
        signatures=(CLERK, CHAIRING) if form == "bien-ban" else (SECRETARY,),
        content=CONTENTS[form],
        stamp=Stamp("meeting:1", "5f2c9e"),
    )
    return replace(made, **changes)

"""A small report in two versions: a figure, a cell, a passage moved, one split, sections untouched."""

import io

from docx import Document as Docx

MOVED = "Phong trào văn nghệ quần chúng được đông đảo nhân dân trong xã hưởng ứng hằng năm."
SPLIT = (
    "Mặt trận Tổ quốc đổi mới nội dung hoạt động và giám sát cộng đồng.",
    "Đoàn thanh niên xung kích tham gia xây dựng công trình phần việc mới.",
)
TEXT = [
    "BÁO CÁO CHÍNH TRỊ",
    "I. KINH TẾ",
    "Thu nhập bình quân đầu người năm 2019 đạt 47,5 triệu đồng/người/năm.",
    MOVED,
    "II. VĂN HÓA",
    "Toàn xã giữ vững danh hiệu văn hóa qua nhiều năm liền.",
    "Công tác giáo dục được quan tâm đầu tư về cơ sở vật chất.",
    " ".join(SPLIT),
    "III. QUỐC PHÒNG",
    "Lực lượng dân quân được huấn luyện đúng chương trình đề ra.",
    "Công tác tuyển quân thực hiện đúng luật và đủ chỉ tiêu.",
    "An ninh trật tự trên địa bàn được giữ vững ổn định.",
    "IV. CHỈ TIÊU",
]
ROWS = [["Chỉ tiêu", "Năm 2019"], ["Tỷ lệ hộ nghèo (%)", "3,2"], ["Bác sĩ", "2"]]


def word(lines, rows=ROWS):
    made, out = Docx(), io.BytesIO()
    for line in lines:
        made.add_paragraph(line)
    table = made.add_table(len(rows), len(rows[0]))
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    made.save(out)
    return out.getvalue()


def edited():
    lines = [line.replace("47,5", "48,2") for line in TEXT]
    lines[7:8] = SPLIT
    lines.remove(MOVED)
    lines.insert(6, MOVED)
    return word(lines, [*ROWS[:1], ["Tỷ lệ hộ nghèo (%)", "1,2"], *ROWS[2:]])

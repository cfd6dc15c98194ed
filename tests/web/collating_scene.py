"""A commune's report, a city office that collects copies of it, and copies whose remarks are known."""

import io
import random

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from library.copies_factory import copy_of, written
from vankien_web.drafts import actions as drafts
from vankien_web.reviews.models import COPY_UNDER_WAY, Collation, ReviewerCopy
from vankien_web.reviews.tasks.collating import read_copy
from web.speaking_scene import Scene

LINES = (
    "BÁO CÁO CHÍNH TRỊ",
    "I. KẾT QUẢ THỰC HIỆN",
    "Thu ngân sách trên địa bàn đạt 12 tỷ đồng, tăng 8% so với năm trước, vượt kế hoạch thành phố giao.",
    "Tỷ lệ hộ nghèo giảm còn 1,2%, thu nhập bình quân đầu người đạt 42 triệu đồng một năm trong toàn xã.",
    "Quốc phòng, an ninh được giữ vững, không để xảy ra điểm nóng, khiếu kiện đông người, vượt cấp kéo dài.",
    "II. PHƯƠNG HƯỚNG, NHIỆM VỤ",
    "Phấn đấu đến năm 2025 xã đạt chuẩn nông thôn mới nâng cao, thu nhập bình quân tăng gấp rưỡi hiện nay.",
    "Tiếp tục xây dựng Đảng bộ trong sạch, vững mạnh, nâng cao chất lượng sinh hoạt chi bộ hằng tháng.",
    "Đẩy mạnh cải cách hành chính, sắp xếp bộ máy tinh gọn, hoạt động hiệu lực, hiệu quả, gần dân hơn.",
)


def base_file(folder):
    return written(LINES, folder / "goc.docx", random.Random(7)).read_bytes()  # noqa: S311


def copy_file(folder, author, seed=1, remarks=4):
    """(bytes, the planted remarks)"""
    path = folder / f"{author}-{seed}.docx"
    planted = copy_of(LINES, path, author, random.Random(seed), remarks)  # noqa: S311
    return path.read_bytes(), planted


class Collecting(Scene):
    """`bring` as the page does; `work` as the worker does."""

    def __init__(self, folder):
        self.folder = folder
        super().__init__(base_file(folder))

    @property
    def page_of(self):
        return f"/van-ban/{self.draft.pk}/tong-hop/"

    def client(self, person):
        client = Client()
        client.force_login(person.account)
        return client

    def upload(self, person, *files, **headers):
        """Files as (name, bytes), all in one form."""
        sent = [SimpleUploadedFile(name, data) for name, data in files]
        fields = {"version": self.draft.sent.number, "copies": sent}
        return self.client(person).post(self.page_of, fields, headers=headers)

    def copies(self, *authors, remarks=4):
        """Copies of these people, uploaded by the office and read; returns what was planted."""
        planted, files = [], []
        for seed, author in enumerate(authors, 1):
            data, known = copy_file(self.folder, author, seed, remarks)
            files.append((f"{author}.docx", data))
            planted += known
        self.upload(self.office, *files)
        self.work()
        return planted

    def work(self):
        for copy in ReviewerCopy.objects.filter(state__in=COPY_UNDER_WAY).order_by("pk"):
            read_copy.call(copy.pk)

    @property
    def collation(self):
        return Collation.objects.get(draft=self.draft)

    def share_again(self):
        drafts.share(self.draft, by=self.secretary.account)


def word(*lines):
    """A Word file of plain paragraphs."""
    from docx import Document

    made, out = Document(), io.BytesIO()
    for line in lines:
        made.add_paragraph(line)
    made.save(out)
    return out.getvalue()

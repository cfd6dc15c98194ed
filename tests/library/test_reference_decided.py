"""What a person decides of columns and rows holds over what was read, and every line says how it was read."""

from library.test_reference_reading import HEAD, INDICATORS, grid
from vankien.reference import decide, lines_of, propose, read

POOR = (1, "Tỷ lệ hộ nghèo", "%", 2.7, 1.87)
INCOME = (2, "Thu nhập bình quân đầu người", "triệu đồng/người/năm", 45.2, 49.7)
PLAN = ("STT", "Chỉ tiêu", "ĐVT", "Kế hoạch 2019", "Thực hiện 2019")


def read_so(*rows, **lines):
    sheet = grid(*rows)
    mapping = propose(sheet, INDICATORS)
    decide(mapping, lines.get("lines", {}))
    reading = read(sheet, mapping, INDICATORS)
    return reading, lines_of(sheet, mapping, reading)


def told(reading):
    return [(v.indicator, v.period, v.measure, v.role, str(v.value)) for v in reading.values]


def test_each_column_and_each_row_says_how_it_was_read():
    reading, (table,) = read_so(PLAN, POOR, INCOME)
    columns = [
        (line.key, line.one("role"), line.one("period"), line.one("indicator")) for line in table.columns
    ]
    assert columns == [("c0:3", "target", "2019", None), ("c0:4", "actual", "2019", None)]
    rows = [(line.label, line.one("indicator"), line.one("measure"), line.one("role")) for line in table.rows]
    assert rows[0] == ("Tỷ lệ hộ nghèo", "ho_ngheo", "%", None)
    assert table.unread == ["STT", "Chỉ tiêu", "ĐVT"]
    assert all(line.sure == 2 for line in (*table.columns, *table.rows)) and len(reading.values) == 4


def test_a_row_is_what_its_results_and_plans_are_of_not_its_ratio():
    _, (table,) = read_so((*PLAN, "TH/KH (%)"), (*INCOME, 109.9))
    assert (table.rows[0].one("indicator"), table.rows[0].one("measure")) == (
        "thu_nhap_bq",
        "triệu đồng/người/năm",
    )
    assert [line.one("role") for line in table.columns] == ["target", "actual", "completion_ratio"]


def test_a_column_is_read_as_decided():
    lines = {"c0:3": {"role": "target", "period": "2020", "measure": "%", "indicator": "ho_can_ngheo"}}
    reading, (table,) = read_so(HEAD, POOR, lines=lines)
    assert told(reading) == [
        ("ho_can_ngheo", "2020", "%", "target", "2.7"),
        ("ho_ngheo", "2019", "%", "actual", "1.87"),
    ]
    assert table.columns[0].decided == lines["c0:3"]


def test_what_is_left_out_stands_aside_and_is_lost_nowhere():
    (row,) = [line.key for line in read_so(HEAD, POOR, INCOME)[1][0].rows if "nghèo" in line.key]
    reading, (table,) = read_so(HEAD, POOR, INCOME, lines={row: {"role": "left"}, "c0:3": {"role": "left"}})
    assert told(reading) == [("thu_nhap_bq", "2019", "triệu đồng/người/năm", "actual", "49.7")]
    assert sum(aside.why == "left" for aside in reading.aside) == 3
    assert [line.left for line in table.columns] == [True, False]


def test_a_decided_row_answers_what_would_have_been_asked():
    odd = (1, "Chỉ số chăm ngoan", "%", 2.7, 1.87)
    reading, (table,) = read_so(HEAD, odd)
    assert not reading.values and len(reading.doubts) == 2
    (line,) = table.rows
    reading, _ = read_so(HEAD, odd, lines={line.key: {"indicator": "ho_ngheo"}})
    assert [v.indicator for v in reading.values] == ["ho_ngheo"] * 2


def test_a_cell_that_says_otherwise_is_doubtful_whatever_is_decided_of_its_column():
    rows = (HEAD, POOR, (2, "Số hộ nghèo", "hộ", "120 hộ", "91,4%"))
    reading, _ = read_so(*rows, lines={"c0:4": {"measure": "hộ"}})
    assert "Biểu 1!E3" in [d.cell for d in reading.doubts]


def test_the_same_a_year_later_has_the_same_marks_and_another_reading_has_not():
    def marks(*rows, **more):
        return [line.mark for table in read_so(*rows, **more)[1] for line in table.lines]

    later = ("STT", "Chỉ tiêu", "ĐVT", 2019, "Ước 2020")
    assert marks(HEAD, POOR) == marks(later, (1, "Tỷ lệ hộ nghèo", "%", 1.87, 1.1))
    assert set(marks(HEAD, POOR)) < set(marks(HEAD, POOR, INCOME))
    planned = read_so(PLAN, POOR)[1][0].columns[0]
    assert planned.one("role") == "target" and planned.mark not in marks(HEAD, POOR)
    given = marks(HEAD, POOR, lines={"c0:3": {"period": "2017"}})
    assert given[0] not in marks(HEAD, POOR)


def test_a_column_that_names_the_role_of_each_row():
    head = ("Mã", "Chỉ tiêu", "Đơn vị tính", "Kỳ", "Giá trị", "Vai trò")
    row = ("ho_ngheo", "Tỷ lệ hộ nghèo", "%", 2019)
    reading, _ = read_so(head, (*row, 2, "kế hoạch"), (*row, 1.87, "thực hiện"))
    assert [(v.role, str(v.value)) for v in reading.values] == [("target", "2"), ("actual", "1.87")]

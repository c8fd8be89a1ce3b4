"""Plan folders as councils have them: what is read, what is refused, and what is said of it."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from tests.files.making import HEADER, folder_with, refusal

from lcsp.files import Reading, read_plan
from lcsp.partnership.finance import BudgetLine
from lcsp.partnership.places import AgeBand, Area, Population
from lcsp.partnership.plan import Section
from lcsp.vocabulary.kinds import CodeKind
from lcsp.vocabulary.numbers import FteKind, PoundsKind

LINES = "finance/budget_lines.csv"


def read(to: Path, name: str, content: str | bytes) -> Reading:
    return read_plan(folder_with(to, {name: content}))


AREAS = "code,name,kind,note\na,Ashford £,district,\nb,Dover,district,\n"


SPELLINGS = ["utf-8", "bom", "utf-16", "cp1252", "crlf", "cr", "semicolon", "tab", "blank-rows", "spaces", "capitals",
             "title", "title-semicolon", "quoted"]  # fmt: skip


@pytest.mark.parametrize(
    "content",
    [
        AREAS.encode(),
        AREAS.encode("utf-8-sig"),
        AREAS.encode("utf-16"),
        AREAS.encode("cp1252"),
        AREAS.replace("\n", "\r\n").encode(),
        AREAS.replace("\n", "\r").encode(),
        AREAS.replace(",", ";").encode(),
        AREAS.replace(",", "\t").encode(),
        AREAS.replace("\n", "\n\n,,,\n").encode(),
        AREAS.replace(",", " ,  ").encode(),
        AREAS.replace("code,name,kind", "Code, NAME ,Kind").encode(),
        b"Made County; areas, provisional\n\n" + AREAS.encode(),
        b"A title\n" + AREAS.replace(",", ";").encode(),
        AREAS.replace("code,name,kind,note", '"code","name","kind","note"').encode(),
    ],
    ids=SPELLINGS,
)
def test_the_same_table_in_many_spellings(tmp_path: Path, content: bytes) -> None:
    reading = read(tmp_path, "places/areas.csv", content)
    assert [(area.code, area.name) for area in reading.plan.all(Area)] == [("a", "Ashford £"), ("b", "Dover")]


def test_windows_text_is_remarked_on(tmp_path: Path) -> None:
    reading = read(tmp_path, "places/areas.csv", AREAS.encode("cp1252"))
    assert [str(remark) for remark in reading.remarks] == [
        "places/areas.csv, row 2: is not UTF-8; it was read as Windows text (cp1252): check £ signs and accents"
    ]


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("1234.5", "1234.5"), ("£1,234.5", "1234.5"), ("(1,234)", "-1234"), ("(£1,234.50)", "-1234.5"), ("-£5", "-5"),
        ("£-5", "-5"), ("\u22125", "-5"), ("1 234", "1234"), ("1\u00a0234", "1234"), ("1.5E+06", "1500000"),
        ("0.0", "0"), ("(0)", "0"), ("+7", "7"), (".5", "0.5"), ("5.", "5"), ("'-5", "-5"),
        ("(123456789012345678901234)", "-123456789012345678901234"),
    ],
)  # fmt: skip
def test_amounts_as_people_write_them(tmp_path: Path, written: str, number: str) -> None:
    reading = read(tmp_path, LINES, f'code,name,kind,order,gross\na,A,line,1,"{written}"\n')
    (line,) = reading.plan.all(BudgetLine)
    assert str(line.gross) == number


@pytest.mark.parametrize(
    "written",
    [
        "12,5",
        "1,23,456",
        "1.234,5",
        "25%",
        "12 500 0",
        "1-",
        "--5",
        "(-5)",
        "£",
        "nan",
        "1e999",
        "£1.2m",
        "1" * 25,
        "٣",
    ],
)
def test_what_is_no_amount_is_refused_by_name(tmp_path: Path, written: str) -> None:
    path = folder_with(tmp_path, {LINES: f'code,name,kind,order,gross\na,A,line,1,"{written}"\n'})
    (problem,) = refusal(path)
    assert problem.startswith(f"finance/budget_lines.csv, row 2, column gross: {written!r}")


def test_a_percentage_is_read_where_one_belongs(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "places/age_bands.csv": "code,least_age,greatest_age,role\n0-7,0,7,part\n",
        "places/populations.csv": 'area,band,number,share\na,0-7,"16,340",25%\n',
    }
    plan = read_plan(folder_with(tmp_path, files)).plan
    assert plan.all(Population)[0].share == Decimal(25)
    assert plan.all(Population)[0].number == 16340
    assert plan.all(AgeBand)[0].code == "0-7"


@pytest.mark.parametrize(
    "written",
    ["2009-04-30", "30/04/2009", "30/4/09", "30.04.2009", "30 April 2009", "30th Apr 2009", "39933", "39933.0"],
)
def test_days_as_people_write_them(tmp_path: Path, written: str) -> None:
    reading = read(tmp_path, "places/areas.csv", f"code,name,kind,established\na,A,district,{written}\n")
    assert reading.plan.all(Area)[0].established == date(2009, 4, 30)


def test_every_reason_is_said_at_once_with_its_place(tmp_path: Path) -> None:
    lines = "code,name,kind,order,gross,fte\na,,lime,1,12x,-1\na,A,line,1,5,1,surplus\n;,A,line,one,5,1\n"
    path = folder_with(tmp_path, {LINES: lines, "places/areas.csv": "name,kind\nA,district\n"})
    assert refusal(path) == [
        "places/areas.csv, row 1, column code: the column is missing, and it must be filled in",
        "finance/budget_lines.csv, row 2, column name: is blank: right would be text",
        "finance/budget_lines.csv, row 2, column kind: 'lime' is not one of: line, subtotal, total, memorandum",
        f"{LINES}, row 2, column fte: '-1' is out of range: right would be {FteKind.expects}",
        f"{LINES}, row 2, column gross: '12x' is not {PoundsKind.expects}",
        f"{LINES}, row 3: has 7 cells where the header has 6: is a comma or a quotation mark misplaced?",
        f"{LINES}, row 4, column code: ';' is not {CodeKind.expects}",
        "finance/budget_lines.csv, row 4, column order: 'one' is not a whole number, 0 or more, such as 16340",
    ]


def test_a_key_may_stand_once(tmp_path: Path) -> None:
    path = folder_with(tmp_path, {"places/areas.csv": "code,name,kind\na,A,county\nb,B,county\na,C,county\n"})
    assert refusal(path) == [
        "places/areas.csv, row 4, column code: 'a' stands already in places/areas.csv, row 2: give each its own key"
    ]


def test_rows_are_counted_as_a_spreadsheet_counts_them(tmp_path: Path) -> None:
    content = 'code,order,part,title,text\na,1,x,T,"two\nlines"\nb,no,x,T,\n'
    (problem,) = refusal(folder_with(tmp_path, {"plan/sections.csv": content}))
    assert problem.startswith("plan/sections.csv, row 3, column order")


def test_extra_columns_and_files_are_named(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "places/areas.csv": "code,name,kind,Colour,\na,A,county,red,stray\n",
        "old/areas.csv": "x",
    }
    remarks = [str(remark) for remark in read_plan(folder_with(tmp_path, files)).remarks]
    assert remarks == [
        "places/areas.csv, row 1: column 'Colour' is not one of this sheet's and was not read",
        "places/areas.csv, row 1: column 5 has no header and was not read",
        "old/areas.csv: is not a file of a plan folder and was not read",
    ]


def test_a_column_that_stands_twice_is_refused(tmp_path: Path) -> None:
    path = folder_with(tmp_path, {"places/areas.csv": "code,name,kind,name\na,A,county,B\n"})
    assert refusal(path) == ["places/areas.csv, row 1, column name: the column stands here twice: remove one"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'code,name,kind\na,"A,county\n', "row 2: is not CSV from here on"),
        (b"nothing,of,this\n1,2,3\n", "no header row found: the columns are code, name"),
        (b"code,name,kind\na,A\x00B,county\n", "row 2, column name: holds the character U+0000"),
        (b"code,name,kind\na,A\x81B,county\n", "row 2: byte 0x81 is neither UTF-8 nor Windows text"),
    ],
)
def test_a_file_that_is_no_table_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    (problem,) = refusal(folder_with(tmp_path, {"places/areas.csv": content}))
    assert said in problem


@pytest.mark.parametrize(
    ("header", "said"),
    [
        (HEADER.replace("format = 1", "format = 2"), "format 2 was written by a newer lcsp"),
        (HEADER.replace("format = 1", ""), "format is 'missing': right would be 1"),
        (HEADER.replace("[plan]", "[plan"), "plan.toml: is not TOML"),
        (HEADER + 'colour = "red"\n', "plan.toml, row 9, column colour: is not known here"),
        (HEADER + "[other]\n", "column other: is not known"),
        (HEADER.replace('"financial 2009/10"', '"2009"'), "plan.toml, row 7, column year: '2009' is not a period"),
        (HEADER.replace('"Made plan"', '["Made", "plan"]'), "row 5, column title: ['Made', 'plan'] is several values"),
        (HEADER.replace('"Made plan"', '""'), "plan.toml, row 5, column title: is blank"),
        ("format = 1\n", "plan.toml: the part [plan] is missing"),
    ],
)
def test_a_wrong_header_is_refused_with_its_line(tmp_path: Path, header: str, said: str) -> None:
    assert any(said in problem for problem in refusal(folder_with(tmp_path, {}, header)))


def test_text_in_the_header_is_taken_as_it_is(tmp_path: Path) -> None:
    plan = read_plan(folder_with(tmp_path, {}, HEADER.replace("Made plan", " '=x"))).plan
    assert plan.header.title == "'=x"


def test_what_is_no_plan_is_refused(tmp_path: Path) -> None:
    assert "there is no plan.toml here" in refusal(tmp_path)[0]
    assert "is not there: name a plan folder, a workbook (.xlsx) or a JSON file" in refusal(tmp_path / "absent")[0]
    (tmp_path / "areas.csv").write_text(AREAS)
    assert "is one file of a plan: name the folder" in refusal(tmp_path / "areas.csv")[0]


def test_an_apostrophe_before_a_formula_is_taken_off_and_no_other(tmp_path: Path) -> None:
    content = "code,order,part,title\na,1,x,'=1\nb,2,x,'quoted'\nc,3,x,''=1\nd,4,x,=1\ne,5,x,'\t=1\n"
    titles = [section.title for section in read(tmp_path, "plan/sections.csv", content).plan.all(Section)]
    assert titles == ["=1", "'quoted'", "'=1", "=1", "=1"]

"""From bytes to a plan: every file is rows or a code, every row is a step or has its trouble with a code."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairserver.base import csv_writer
from fairserver.base.errors import CODES, FairError
from fairserver.companies.rules import KnownCompany, same_name
from fairserver.imports import plans, reading, rules
from fairserver.imports.columns import COLUMNS, Kind
from fairserver.imports.plans import Lookups, Register, Step
from fairserver.imports.templates import template
from fairserver.people.rules import KnownPerson

KINDS: tuple[Kind, ...] = get_args(Kind)
LIN = "メールアドレス,氏名,言語\nlin@example.org,林 美玲,ja\n"
HIYORI_ROW = {"number": "9000000000001", "name": {"ja": "ひより旅行社", "en": "Hiyori Travel"}}
HIYORI = KnownCompany(31, "9000000000001", HIYORI_ROW, exhibitor=4, booth=True)


def steps(kind: Kind, data: bytes, facts: Lookups | None = None, *, invite: bool = False) -> list[Step]:
    rows, _encoding = reading.read(kind, data)
    facts = facts or Lookups()
    if kind == "companies":
        return plans.for_companies(rules.companies(rows), facts)
    return plans.for_people(kind, rules.people(kind, rows), facts, invite=invite)


def trouble(kind: Kind, text: str, facts: Lookups | None = None) -> list[tuple[int, str | None, str]]:
    """Row, column and code of each."""
    found = steps(kind, text.encode(), facts)
    return [(step.number, each.column, each.code) for step in found for each in step.trouble]


@contextmanager
def codes_only() -> Iterator[None]:
    """A refusal is a code of the table, raised with details that its words can hold."""
    try:
        yield
    except FairError as refused:
        if refused.code not in CODES:
            raise


# ---- the file as a whole


@pytest.mark.parametrize("encoded", [
    LIN.encode(), b"\xef\xbb\xbf" + LIN.encode(), LIN.encode("cp932"), LIN.replace("\n", "\r\n").encode("cp932"),
    LIN.replace("\n", "\r").encode(), LIN.replace(",", ";").encode(), LIN.replace(",", "\t").encode(),
], ids=["utf-8", "with a mark", "Shift_JIS", "Windows", "old Mac", "semicolons", "tabs"])  # fmt: skip
def test_however_a_spreadsheet_saves_it(encoded: bytes) -> None:
    assert [(step.state, step.name, step.key) for step in steps("participants", encoded)] == [
        ("new", "林 美玲", "lin@example.org")
    ]


def test_the_encoding_is_said() -> None:
    assert reading.read("participants", LIN.encode())[1] == "UTF-8"
    assert reading.read("participants", LIN.encode("cp932"))[1] == "Shift_JIS"


@pytest.mark.parametrize(("data", "code", "details"), [
    (b"", "import.empty", {}),
    (b"\xef\xbb\xbf \r\n,,\r\n", "import.empty", {}),
    ("メールアドレス,氏名\n".encode(), "import.empty", {}),
    (b"PK\x03\x04\x14\x00", "import.workbook", {}),
    (b"\xd0\xcf\x11\xe0\xa1\xb1", "import.workbook", {}),
    (b"email,name\na@example.org,A\nb@example.org,\xff\xfe\n", "import.encoding", {"line": 3}),
    (b'email,name\na@example.org,A\nb@example.org,"B\nc@example.org,C\n', "import.quote", {"row": 3}),
    (b'email,name\na@example.org,"A" or B\n', "import.quote", {"row": 2}),
    ("email,名,年齢,Email\n".encode(), "import.columns", {"missing": ["name"], "unknown": ["名", "年齢"],
                                                        "twice": ["email"]}),
    (b"email,name\n" + b"a@example.org,A\n" * (reading.MOST_ROWS + 1), "import.too_many_rows", {"most": 10_000}),
], ids=["nothing", "only commas", "only headings", ".xlsx", ".xls", "other bytes", "a quote left open",
        "more behind a quote", "other columns", "too many rows"])  # fmt: skip
def test_a_file_that_cannot_be_read(data: bytes, code: str, details: dict[str, Any]) -> None:
    with pytest.raises(FairError) as refused:
        reading.read("participants", data)
    assert (refused.value.code, refused.value.details) == (code, details)


def test_headings_however_they_are_typed() -> None:
    assert (
        steps("participants", "Ｅ-mail*, ＮＡＭＥ ,Contract_Year,\nlin@example.org,Lin,,\n".encode())[0].state == "new"
    )


def test_rows_are_numbered_as_the_spreadsheet_shows_them() -> None:
    text = 'name_ja,name_en,about_ja,about_en\n"一\n社",One,a,b\n\n,Two,,\n'.replace("name_ja", "企業名(日本語)")
    text = text.replace("name_en", "企業名(英語)").replace("about_ja", "紹介(日本語)").replace("about_en", "紹介(英語)")
    assert trouble("companies", text) == [(4, "name_ja", "cell.missing")]


@given(kind=st.sampled_from(KINDS), data=st.binary(max_size=400))
def test_any_bytes_are_rows_or_a_code(kind: Kind, data: bytes) -> None:
    with codes_only():
        steps(kind, data)


HOSTILE = st.text(max_size=40) | st.sampled_from(
    ["", "=1+1", "ja", "N2", "530", "2024-02-30", "9000000000001", "a@example.org", "A@EXAMPLE.ORG", "Asia/Tokyo",
     "\x00", "2024-02-17 大阪", "yes", "ALT", "3", '"', "\ud7ff"]
)  # fmt: skip


@given(kind=st.sampled_from(KINDS), data=st.data())
def test_any_cells_are_steps_or_trouble(kind: Kind, data: st.DataObject) -> None:
    columns = COLUMNS[kind]
    rows = data.draw(st.lists(st.lists(HOSTILE, min_size=len(columns), max_size=len(columns)), min_size=1, max_size=4))
    facts = Lookups(register=Register([HIYORI]))
    with codes_only():
        found = steps(kind, _written([[column.en for column in columns], *rows]), facts)
        assert all((step.state == "wrong") == bool(step.trouble) for step in found)
        assert all(not csv_writer.is_formula(step.name) for step in found if step.state != "wrong")


def _written(rows: list[list[str]]) -> bytes:
    """As someone else's program writes it, without our guard."""
    import csv
    import io

    kept = io.StringIO(newline="")
    csv.writer(kept).writerows(rows)
    return kept.getvalue().encode("utf-8", "replace")


# ---- templates


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_template_can_be_imported_as_it_is(kind: Kind, language: Any) -> None:
    data = template(kind, language)
    assert data.startswith(csv_writer.BYTE_ORDER_MARK), "so that Excel opens it right"
    known = Lookups(register=Register([
        KnownCompany(1, "9000000009991", {"name": {"ja": "やまね電機", "en": "Yamane Electric"}}, exhibitor=1),
        KnownCompany(2, "9000000009992", {"name": {"ja": "みさき観光", "en": "Misaki Tourism"}}, exhibitor=2),
    ] if kind == "representatives" else []))  # fmt: skip
    assert [(step.state, step.trouble) for step in steps(kind, data, known)] == [("new", ()), ("new", ())]


@given(st.lists(st.lists(st.text(max_size=20) | st.sampled_from(["=1", "+1", "-1", "@a", "\tx", "＝1"]), min_size=1)))
def test_no_cell_of_ours_is_a_formula(rows: list[list[str]]) -> None:
    import csv
    import io

    text = csv_writer.write(rows).decode("utf-8-sig", "surrogatepass")
    for row in csv.reader(io.StringIO(text, newline="")):
        assert not any(map(csv_writer.is_formula, row))


def test_a_number_of_ours_stays_a_number() -> None:
    assert csv_writer.write([[-3, "-3"]]) == csv_writer.BYTE_ORDER_MARK + b"-3,'-3\r\n"


# ---- what is wrong with a row

P = "email,name,language,time zone,status,position,contract year,contract ends,japanese level\n"


@pytest.mark.parametrize(("row", "column", "code"), [
    (",Lin,,,,,,,", "email", "cell.missing"),
    ("lin@example.org,,,,,,,,", "name", "cell.missing"),
    ("lin@example.org,\u200b,,,,,,,", "name", "cell.missing"),
    ("linexample,Lin,,,,,,,", "email", "address.invalid"),
    ("lin@example.org,=HYPERLINK(),,,,,,,", "name", "cell.formula"),
    ("lin@example.org,＝cmd,,,,,,,", "name", "cell.formula"),
    ("lin@example.org,\u200b@Lin,,,,,,,", "name", "cell.formula"),
    (f"lin@example.org,{'L' * 81},,,,,,,", "name", "cell.long"),
    ("lin@example.org,Lin,fr,,,,,,", "language", "language.unknown"),
    ("lin@example.org,Lin,,Tokyo,,,,,", "zone", "zone.unknown"),
    ("lin@example.org,Lin,,,alumnus,ALT,3,,", "status", "status.unknown"),
    ("lin@example.org,Lin,,,,AET,3,,", "position", "position.unknown"),
    ("lin@example.org,Lin,,,,ALT,6,,", "contract_year", "year.wrong"),
    ("lin@example.org,Lin,,,,ALT,3,2024-02-30,", "leaves_on", "day.wrong"),
    ("lin@example.org,Lin,,,,ALT,3,,N6", "japanese", "level.unknown"),
    ("lin@example.org,Lin,,,,ALT,3,,801", "japanese", "level.unknown"),
    ("lin@example.org,Lin,,,leaver,,,,", "position", "background.half"),
    ("lin@example.org,Lin,,,,,,,,more", None, "row.cells"),
], ids=str)  # fmt: skip
def test_a_row_of_people_that_cannot_be(row: str, column: str | None, code: str) -> None:
    assert trouble("participants", f"{P}{row}\n") == [(2, column, code)]


C = "number,name_ja,name_en,line_ja,line_en,employees,languages,japanese,visa_help,employment,openings"
HEADINGS = ",".join(next(column.en for column in COLUMNS["companies"] if column.key == key) for key in C.split(","))


@pytest.mark.parametrize(("row", "column", "code"), [
    ("9E+12,山,Yama,,,,,,,,", "number", "number.wrong"),
    ("900000000001,山,Yama,,,,,,,,", "number", "number.wrong"),
    (",山,,,,,,,,,", "name_en", "cell.missing"),
    (",山,Yama,ひとこと,,,,,,,", "line_en", "translation.missing"),
    (",山,Yama,,,many,,,,,", "employees", "employees.wrong"),
    (",山,Yama,,,,日本語 と,,,,", "languages", "languages.unknown"),
    (",山,Yama,,,,,N0,,,", "japanese", "jlpt.unknown"),
    (",山,Yama,,,,,,maybe,,", "visa_help", "yes.unknown"),
    (",山,Yama,,,,,,,part-time,", "employment", "employment.unknown"),
    (",山,Yama,,,,,,,,2024-02-17", "openings", "opening.unknown"),
    (",山,Yama,,,,,,,,2024-02-18 大阪", "openings", "opening.unknown"),
], ids=str)  # fmt: skip
def test_a_row_of_companies_that_cannot_be(row: str, column: str, code: str) -> None:
    facts = Lookups(openings={(date(2024, 2, 17), "大阪"): 1})
    assert trouble("companies", f"{HEADINGS}\n{row}\n", facts) == [(2, column, code)]


def test_the_same_twice_in_a_file() -> None:
    assert trouble("participants", "email,name\nlin@example.org,Lin\nLIN@Example.org,Lin\n") == [
        (3, "email", "row.twice")
    ]
    companies = f"{HEADINGS}\n,株式会社山,Yama,,,,,,,,\n,山　,Yama Inc,,,,,,,,\n"
    assert trouble("companies", companies) == [(3, "name_ja", "row.twice")]


# ---- what a row does


def known_person(person: int, **more: Any) -> KnownPerson:
    return KnownPerson(
        **{"person": person, "name": "Lin", "language": "ja", "invitation": "none", "came": False, **more}
    )


def facts_of(roles: frozenset[tuple[int, int]] = frozenset(), state: str | None = None, **more: Any) -> Lookups:
    return Lookups(
        people={"lin@example.org": known_person(7, **more)}, roles=roles, registrations={7: state} if state else {}
    )


HERE = frozenset({(7, 0)})


@pytest.mark.parametrize(("known", "changes"), [
    (Lookups(), ("person", "role", "registration", "invitation")),
    (facts_of(), ("role", "registration", "invitation")),
    (facts_of(state="waiting"), ("role", "registration", "invitation")),
    (facts_of(HERE, "accepted", came=True), ()),
    (facts_of(came=True), ("role", "registration", "invitation")),
    *((facts_of(HERE, "accepted", invitation=state), wanted)
      for state, wanted in (("none", ("invitation",)), ("open", ()), ("used", ()), ("expired", ("invitation",)),
                            ("revoked", ()))),
], ids=["nobody knows them", "known", "was waiting", "came by themselves", "came to another edition", "never invited",
        "invited", "came in", "invitation expired", "invitation revoked"])  # fmt: skip
def test_what_changes_for_a_person(known: Lookups, changes: tuple[str, ...]) -> None:
    (step,) = steps("participants", LIN.encode(), known, invite=True)
    assert step.changes == changes
    assert step.state == ("new" if "person" in changes else "changed" if changes else "same")


def test_who_withdrew_is_not_brought_back_by_a_list() -> None:
    facts = Lookups(people={"lin@example.org": known_person(7)}, registrations={7: "withdrawn"})
    assert trouble("participants", LIN, facts) == [(2, "email", "registration.withdrawn")]


def test_one_person_with_two_addresses() -> None:
    both = Lookups(people={"lin@example.org": known_person(7), "mei@example.org": known_person(7)})
    assert trouble("participants", LIN + "mei@example.org,Lin,\n", both) == [(3, "email", "person.twice")]


def test_a_representative_of_a_company_by_number_or_name() -> None:
    register = Register(
        [HIYORI, KnownCompany(32, None, {"name": {"ja": "ひより旅行社", "en": "Hiyori"}}, exhibitor=None)]
    )
    text = (
        "email,name,company\na@example.org,A,9-0000-0000-0001\nb@example.org,B,hiyori travel\nc@example.org,C,Hiyori\n"
    )
    found = steps("representatives", text.encode(), Lookups(register=register))
    assert [(step.company, [each.code for each in step.trouble]) for step in found] == [
        (31, []), (31, []), (0, ["company.unknown"]),
    ]  # fmt: skip


def test_what_changes_for_a_company() -> None:
    register = Register([HIYORI])
    text = f"{HEADINGS}\n9000000000001,ひより旅行社,Hiyori Travels,,,84,ja en,,,,2024-02-17 大阪\n"
    (step,) = steps("companies", text.encode(), Lookups(register=register, openings={(date(2024, 2, 17), "大阪"): 1}))
    assert (step.state, step.changes) == ("changed", ("name", "employees", "languages", "openings"))


def test_a_company_without_its_number_is_known_by_name() -> None:
    assert same_name("株式会社 ひより旅行社") == same_name("ひより旅行社（株）")
    (step,) = steps("companies", f"{HEADINGS}\n,株式会社ひより旅行社,HIYORI TRAVEL,,,,,,,,\n".encode(),
                    Lookups(register=Register([HIYORI])))  # fmt: skip
    assert (step.thing, step.changes) == (31, ("name",))


def test_another_database_or_wish_has_another_digest() -> None:
    (new,) = steps("participants", LIN.encode())
    (known,) = steps("participants", LIN.encode(), Lookups(people={"lin@example.org": known_person(7)}))
    seen = {
        plans.digest("1 participants", LIN.encode(), [new]),
        plans.digest("1 participants", LIN.encode(), [known]),
        plans.digest("2 participants", LIN.encode(), [new]),
        plans.digest("1 participants", LIN.encode() + b"\n", [new]),
    }
    assert len(seen) == 4


@pytest.mark.parametrize(
    "text", ["sep=;\nemail;name\na@example.org;A\n", '"sep=,"\r\nemail,name\r\na@example.org,A\r\n']
)
def test_a_row_that_names_the_delimiter_is_none_of_the_rows(text: str) -> None:
    (row,), _encoding = reading.read("participants", text.encode())
    assert (row.number, row.cells["email"]) == (3, "a@example.org"), "numbered as the spreadsheet does"


def test_a_second_byte_order_mark_is_dropped() -> None:
    (row,), _encoding = reading.read("participants", b"\xef\xbb\xbf\xef\xbb\xbfemail,name\na@example.org,A\n")
    assert row.cells["email"] == "a@example.org"

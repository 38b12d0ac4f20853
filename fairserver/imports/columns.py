"""What each kind of file may hold: headings in both languages, and how a cell is read."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from fairserver.imports import cell_parsers
from fairserver.people.messages import LONGEST_NAME

Kind = Literal["participants", "alumni", "companies", "representatives", "attendance"]


@dataclass(frozen=True)
class Column:
    """`examples`: two rows of the template. `also`: other headings people use."""

    key: str
    ja: str
    en: str
    read: Callable[[str], object]
    examples: tuple[str, str] = ("", "")
    required: bool = False
    also: tuple[str, ...] = ()


NAME = cell_parsers.line(LONGEST_NAME)
TITLE = cell_parsers.line(120)

WHO = (
    Column("email", "メールアドレス", "Email", cell_parsers.email, ("yamada@example.org", "jo.smith@example.org"),
           required=True,
           also=("メール", "e-mail", "mail", "email address")),
    Column("name", "氏名", "Name", NAME, ("山田 花子", "Jo Smith"), required=True,
           also=("名前", "お名前", "full name")),
    Column("furigana", "フリガナ", "Furigana", NAME, ("ヤマダ ハナコ", "ジョー・スミス"),
           also=("ふりがな", "読み", "reading")),
    Column("language", "言語", "Language", cell_parsers.language, ("ja", "en"), also=("メールの言語", "mail language")),
    Column("zone", "時間帯", "Time zone", cell_parsers.zone, ("Asia/Tokyo", "Europe/London"),
           also=("タイムゾーン", "zone")),
)  # fmt: skip
JET = (
    Column("position", "職種", "Position", cell_parsers.position, ("ALT", "CIR"), also=("役職",)),
    Column("contract_year", "契約年次", "Contract year", cell_parsers.contract_year, ("2", "3"), also=("年次", "year")),
    Column("leaves_on", "任期終了日", "Contract ends", cell_parsers.day, ("2024-07-31", "2024-07-31"),
           also=("終了日", "leaves on")),
    Column("japanese", "日本語レベル", "Japanese level", cell_parsers.level, ("N2", "530"),
           also=("日本語能力", "jlpt", "bjt")),
)  # fmt: skip
STATUS = Column("status", "区分", "Status", cell_parsers.status, ("任期終了予定者", "leaver"), also=("身分",))

COMPANY = (
    Column("number", "法人番号", "Corporate number", cell_parsers.number, ("9000000009991", "9000000009992"),
           also=("company number",)),
    Column("name_ja", "企業名(日本語)", "Name (Japanese)", TITLE, ("やまね電機", "みさき観光"), required=True,
           also=("企業名", "会社名", "会社名(日本語)", "company name (japanese)")),
    Column("name_en", "企業名(英語)", "Name (English)", TITLE, ("Yamane Electric", "Misaki Tourism"), required=True,
           also=("会社名(英語)", "company name (english)")),
    Column("industry_ja", "業種(日本語)", "Industry (Japanese)", TITLE, ("電機", "観光・旅行")),
    Column("industry_en", "業種(英語)", "Industry (English)", TITLE, ("Electronics", "Tourism")),
    Column("line_ja", "ひとこと(日本語)", "One line (Japanese)", TITLE, ("小さなモーターをつくる", "")),
    Column("line_en", "ひとこと(英語)", "One line (English)", TITLE, ("Makes small motors", "")),
    Column("about_ja", "紹介(日本語)", "About (Japanese)", cell_parsers.text(2000)),
    Column("about_en", "紹介(英語)", "About (English)", cell_parsers.text(2000)),
    Column("location_ja", "勤務地(日本語)", "Place of work (Japanese)", TITLE, ("長野", "神奈川・三浦")),
    Column("location_en", "勤務地(英語)", "Place of work (English)", TITLE, ("Nagano", "Miura, Kanagawa")),
    Column("employees", "従業員数", "Employees", cell_parsers.employees, ("120", "")),
    Column("languages", "話せる言語", "Languages spoken", cell_parsers.languages, ("ja en", "ja"), also=("対応言語",)),
    Column("japanese", "日本語レベル", "Japanese level", cell_parsers.jlpt, ("N2", ""),
           also=("求める日本語", "japanese needed")),
    Column("visa_help", "在留資格の支援", "Visa help", cell_parsers.yes, ("yes", "no"), also=("ビザ支援",)),
    Column("employment", "雇用の型", "Employment", cell_parsers.employment, ("both", "job")),
    Column("openings", "出展日", "Openings", cell_parsers.openings, also=("出展", "appearances")),
)  # fmt: skip
THEIRS = Column("company", "企業", "Company", TITLE, ("9000000009991", "Misaki Tourism"), required=True,
                also=("法人番号", "企業名", "会社名", "corporate number", "company name"))  # fmt: skip

STAY = (
    WHO[0],
    replace(WHO[1], required=False),
    Column("venue", "会場", "Venue", TITLE, ("大阪", "Osaka"), required=True, also=("会場名", "venue name")),
    Column("place", "場所", "Place", TITLE, also=("ステージ", "ブース", "stage", "booth", "room")),
    Column("date", "日付", "Date", cell_parsers.day, ("2024-02-17", "2024-02-17"), required=True,
           also=("日", "来場日", "day")),
    Column("from", "開始", "From", cell_parsers.clock, ("13:00", ""), also=("来場", "入場", "start", "in")),
    Column("to", "終了", "To", cell_parsers.clock, ("16:30", ""), also=("退場", "end", "out")),
)  # fmt: skip

COLUMNS: dict[Kind, tuple[Column, ...]] = {
    "participants": (*WHO, STATUS, *JET),
    "alumni": (*WHO, *(column for column in JET if column.key != "leaves_on")),
    "companies": COMPANY,
    "representatives": (*WHO, THEIRS),
    "attendance": STAY,
}
PAIRS = ("name", "industry", "line", "about", "location")  # written in both languages, or in neither

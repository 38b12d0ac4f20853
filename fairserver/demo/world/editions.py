"""The five programmes of FY2023, as the article tells them."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from fairserver.demo.world.companies import both
from fairserver.demo.world.industries import INDUSTRIES

Row = dict[str, Any]

VENUES: list[Row] = [
    {"key": "osaka", "name": both(("大阪会場", "Osaka")), "zone": "Asia/Tokyo"},
    {"key": "tokyo", "name": both(("東京会場", "Tokyo")), "zone": "Asia/Tokyo"},
    {"key": "online", "name": both(("オンライン", "Online")), "zone": "Asia/Tokyo", "online": True},
    {"key": "hosts", "name": both(("全国の受入企業", "Host companies all over Japan")), "zone": "Asia/Tokyo"},
]
PROGRAMMES: list[Row] = [
    {"key": "internship", "name": both(("インターンシップ", "Internship"))},
    {"key": "career-vision", "name": both(("キャリアビジョン研修", "Career vision"))},
    {"key": "job-hunting", "name": both(("日本式就職活動の基礎ウェビナー", "Job-hunting basics webinar"))},
    {"key": "networking", "name": both(("終了前ネットワーキングと個別相談", "Networking and one-to-one advice"))},
    {"key": "career-fair", "name": both(("キャリアフェア", "Career fair"))},
]

EVERYONE: Row = {
    "key": "jet",
    "text": both(("JETプログラムの参加者または経験者", "You are, or were, on the JET Programme")),
    "needs": {"kind": "status", "among": ["current", "leaver", "alumnus"]},
}
LEAVING: Row = {
    "key": "leaving",
    "text": both(("JETプログラムの終了予定者または経験者", "You leave the JET Programme this year, or have left it")),
    "needs": {"kind": "status", "among": ["leaver", "alumnus"]},
}
LEAVING_DATE: Row = {
    "key": "leaving-date",
    "text": both(
        ("終了予定者は、任期の終わりが2024年9月30日まで", "If you are leaving: your contract ends by 30 September 2024")
    ),
    "needs": {"kind": "leaving", "by": date(2024, 9, 30)},
    "of": ["leaver"],
}


def edition(key: str, programme: str, name: tuple[str, str], about: tuple[str, str], **more: Any) -> Row:
    return {
        "key": key, "programme": programme, "fiscal_year": 2023, "name": both(name), "about": both(about),
        "zone": "Asia/Tokyo", "hall": both(("会場", "Hall")), **more,
    }  # fmt: skip


def opening(day: date, venue: str, opens: str, closes: str) -> Row:
    return {"date": day, "venue": venue, "opens": opens, "closes": closes}


def session(key: str, kind: str, place: str, day: date, venue: str, hours: tuple[str, str], title: tuple[str, str],
            about: tuple[str, str], **more: Any) -> Row:  # fmt: skip
    return {
        "key": key, "kind": kind, "place": place, "date": day, "venue": venue, "starts": hours[0], "ends": hours[1],
        "title": both(title), "about": both(about), **more,
    }  # fmt: skip


def clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def internship() -> Row:
    training, first = date(2023, 8, 20), date(2023, 8, 21)
    days = [first + timedelta(days=more) for more in range(5)]
    lectures = [
        session("business-manners", "lecture", "training", training, "online", ("10:00", "12:00"),
                ("日本企業文化とビジネスマナー", "Company culture and business manners in Japan"),
                ("名刺、敬語、報告と相談。翌日からの職場で迷わないために。",
                 "Cards, polite speech, reporting and asking: ready for the office tomorrow."), japanese="N2"),
        session("workplace-japanese", "lecture", "training", training, "online", ("13:30", "16:00"),
                ("職場で使える日本語コミュニケーション", "Japanese for the workplace"),
                ("電話、会議、メール。声に出して練習します。", "Telephone, meetings and mail, practised aloud."),
                japanese="N2"),
    ]  # fmt: skip
    work = [
        session(f"day-{index}", "internship", "workplaces", day, "hosts", ("09:00", "17:00"),
                (f"インターンシップ {index}日目", f"Internship, day {index}"),
                ("受入企業での一日です。", "A day at your host company."))
        for index, day in enumerate(days, 1)
    ]  # fmt: skip
    return edition(
        "internship-2023", "internship", ("インターンシップ 2023", "Internship 2023"),
        ("全国の企業で5日間。前日に研修があります。", "Five days with a company in Japan, with training the day before."),
        capacity=60,
        requirements=[
            {"key": "on-jet", "text": both(("現役のJET参加者", "You are on the JET Programme now")),
             "needs": {"kind": "status", "among": ["current", "leaver"]}},
            {"key": "second-year", "text": both(("2年目以上", "You are in your second year or later")),
             "needs": {"kind": "contract_year", "least": 2}},
            {"key": "japanese",
             "text": both(("日本語能力試験N2以上またはBJT420点以上の証明", "Proof of JLPT N2 or higher, or BJT 420 points")),
             "needs": {"kind": "japanese", "least": "N2", "bjt": 420, "certificate": True}},
        ],
        openings=[opening(training, "online", "09:30", "17:00"),
                  *(opening(day, "hosts", "09:00", "18:00") for day in days)],
        places=[{"key": "training", "kind": "stage", "name": both(("研修室", "Training room")), "venue": "online"},
                {"key": "workplaces", "kind": "lounge", "name": both(("受入企業", "Host companies")), "venue": "hosts"}],
        sessions=[*lectures, *work],
    )  # fmt: skip


def in_a_sentence(name: str) -> str:
    """An industry's English name in the middle of a sentence: "media and PR", but "IT"."""
    return name if name.isupper() else name[0].lower() + name[1:]


def career_vision(alumni: list[str], moderator: str) -> Row:
    days = (date(2023, 11, 18), date(2023, 11, 19))
    hours = (10, 11, 13, 14, 15, 16)
    speakers = iter(alumni)
    panels = [
        session(f"panel-{index}", "panel", "panel-room", days[index // 6], "online",
                (f"{hours[index % 6]:02d}:00", f"{hours[index % 6]:02d}:50"),
                (f"パネル: {industry.name[0]}業界", f"Panel: {industry.name[1]}"),
                (f"{industry.name[0]}の仕事と、そこまでの道のり。質疑応答があります。",
                 f"Careers in {in_a_sentence(industry.name[1])}, and how to get there. With your questions."),
                industry=both(industry.name), languages=["en"] if index % 3 else ["ja", "en"],
                speakers=[next(speakers) for _ in range(3)], moderators=[moderator])
        for index, industry in enumerate(INDUSTRIES)
    ]  # fmt: skip
    return edition(
        "vision-2023", "career-vision", ("キャリアビジョン研修 2023", "Career vision 2023"),
        ("12の業界で働くJET経験者のパネルと質疑応答。", "Alumni from twelve industries, in panels and with your questions."),
        requirements=[EVERYONE],
        openings=[opening(day, "online", "09:30", "17:30") for day in days],
        places=[{"key": "panel-room", "kind": "stage", "name": both(("パネル会場", "Panel room")), "venue": "online"}],
        sessions=panels,
    )  # fmt: skip


def webinar() -> Row:
    day = date(2024, 1, 27)
    parts = (
        ("research", 780, 45, ("業界と企業を調べる", "Researching industries and companies"),
         ("求人票の読み方、企業研究の進め方。", "How to read a job post, and where to look things up.")),
        ("documents", 830, 50, ("履歴書と職務経歴書", "Your CV, the Japanese way"),
         ("二つの書類の役割と書き方。", "What the two documents are for, and how to write them.")),
        ("interview", 890, 45, ("面接のマナー", "Interview manners"),
         ("入室から退室まで。オンライン面接も。", "From the door to the bow, online too.")),
        ("your-jet", 945, 45, ("JETの経験の伝え方", "Telling your JET story"),
         ("教室と町で身につけたことを、仕事の言葉に。", "What you learnt in class and town, in words of work.")),
    )  # fmt: skip
    return edition(
        "webinar-2023", "job-hunting", ("日本式就職活動の基礎ウェビナー 2023", "Job-hunting basics 2023"),
        ("企業研究、書類、面接、JETの経験の伝え方まで、1日で。", "Research, documents, interviews and your JET story, in one day."),
        requirements=[EVERYONE],
        openings=[opening(day, "online", "12:30", "17:00")],
        places=[{"key": "room", "kind": "stage", "name": both(("ウェビナー会場", "Webinar room")), "venue": "online"}],
        sessions=[
            session(key, "webinar", "room", day, "online", (clock(start), clock(start + long)), title, about,
                    languages=["en", "ja"])
            for key, start, long, title, about in parts
        ],
    )  # fmt: skip


def networking() -> Row:
    days = (date(2024, 2, 10), date(2024, 2, 11))
    sessions = [
        each
        for index, day in enumerate(days, 1)
        for each in (
            session(f"round-{index}", "networking", "lounge", day, "online", ("10:30", "12:00"),
                    (f"交流ラウンド {index}", f"Networking round {index}"),
                    ("3〜6人の小さな集まりを、組を替えながら。", "Small groups of three to six, mixed anew each round."),
                    languages=["en", "ja"]),
            session(f"advice-{index}", "consultation", "rooms", day, "online", ("13:00", "16:30"),
                    (f"個別相談 {index}日目", f"One-to-one advice, day {index}"),
                    ("希望する分野の経験者と1対1で。", "One to one with an alumnus of your field."), languages=["en", "ja"]),
        )
    ]  # fmt: skip
    return edition(
        "networking-2023", "networking", ("終了前ネットワーキングと個別相談 2023", "Networking and one-to-one advice 2023"),
        ("任期を終える仲間と経験者に会い、希望の分野の経験者と1対1で話します。",
         "Meet other leavers and alumni, and talk one to one with someone from your field."),
        requirements=[LEAVING, LEAVING_DATE],
        openings=[opening(day, "online", "10:00", "17:00") for day in days],
        places=[{"key": "lounge", "kind": "lounge", "name": both(("ラウンジ", "Lounge")), "venue": "online"},
                {"key": "rooms", "kind": "lounge", "name": both(("個別相談室", "Consultation rooms")), "venue": "online"}],
        sessions=sessions,
    )  # fmt: skip


OSAKA_DAY, TOKYO_DAY = date(2024, 2, 17), date(2024, 2, 25)
STAGES: list[Row] = [
    {"key": "osaka-a", "kind": "stage", "name": both(("ステージ 大阪A", "Stage Osaka A")), "venue": "osaka"},
    {"key": "tokyo-a", "kind": "stage", "name": both(("ステージ 東京A", "Stage Tokyo A")), "venue": "tokyo"},
    {"key": "tokyo-b", "kind": "stage", "name": both(("ステージ 東京B", "Stage Tokyo B")), "venue": "tokyo"},
]


def presentation_times() -> Iterator[tuple[str, date, str, int]]:
    """26: stage, day, venue, minute of the day. 10 in Osaka, 16 in Tokyo on two stages."""
    yield from (("osaka-a", OSAKA_DAY, "osaka", 620 + 40 * index) for index in range(10))
    for stage in ("tokyo-a", "tokyo-b"):
        yield from ((stage, TOKYO_DAY, "tokyo", 620 + 45 * index) for index in range(8))


def career_fair(exhibitors: list[Row], sessions: list[Row]) -> Row:
    return edition(
        "fair-2023", "career-fair", ("キャリアフェア", "Career fair"),
        ("グローバルな人材を求める企業・団体と、大阪、東京、オンラインで出会います。",
         "Meet companies and organisations that look for people like you: in Osaka, in Tokyo and online."),
        requirements=[LEAVING, LEAVING_DATE],
        openings=[opening(day, venue, "10:00", "17:00")
                  for day, venue in ((OSAKA_DAY, "osaka"), (OSAKA_DAY, "online"),
                                     (TOKYO_DAY, "tokyo"), (TOKYO_DAY, "online"))],
        places=STAGES,
        sessions=sessions,
        exhibitors=exhibitors,
    )  # fmt: skip


def earlier_fair(companies: list[str]) -> Row:
    """Last year's register: who exhibited, nothing more. It decides who is here for the first time."""
    found = edition(
        "fair-2022", "career-fair", ("キャリアフェア 2022", "Career fair 2022"),
        ("昨年度の出展企業の記録。", "The record of last year’s exhibitors."),
    )  # fmt: skip
    del found["hall"]
    return found | {"fiscal_year": 2022, "exhibitors": [{"company": key} for key in companies]}


def pick(chance: random.Random, keys: list[str], count: int) -> list[str]:
    return [keys[index] for index in sorted(chance.sample(range(len(keys)), count))]

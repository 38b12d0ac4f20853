"""Times and days as mails write them."""

from datetime import UTC, date, datetime

import pytest

from fairserver.mail import dates

OPENS, CLOSES = datetime(2024, 2, 17, 1, tzinfo=UTC), datetime(2024, 2, 17, 8, tzinfo=UTC)


def test_a_time_has_its_zone() -> None:
    assert dates.when(OPENS, "Asia/Tokyo", "ja") == "2月17日(土) 10:00 (日本時間)"
    assert dates.when(OPENS, "Asia/Tokyo", "en") == "Sat 17 Feb 10:00 (Japan time)"
    assert dates.when(OPENS, "Pacific/Honolulu", "en") == "Fri 16 Feb 15:00 (Pacific/Honolulu)"


def test_from_a_time_to_another() -> None:
    assert dates.span(OPENS, CLOSES, "Asia/Tokyo", "ja") == "2月17日(土) 10:00–17:00 (日本時間)"
    assert dates.span(OPENS, CLOSES, "Asia/Tokyo", "en") == "Sat 17 Feb 10:00–17:00 (Japan time)"


@pytest.mark.parametrize(
    ("found", "ja", "en"),
    [
        ([], "", ""),
        ([date(2024, 2, 17)], "2月17日", "17 Feb"),
        ([date(2024, 2, 25), date(2024, 2, 17), date(2024, 2, 17)], "2月17日・25日", "17 and 25 Feb"),
        ([date(2024, 2, 29), date(2024, 3, 1)], "2月29日・3月1日", "29 Feb and 1 Mar"),
        ([date(2024, 2, day) for day in (17, 18, 25)], "2月17日・18日・25日", "17, 18 and 25 Feb"),
        ([date(2023, 8, day) for day in range(20, 26)], "8月20日〜8月25日", "20 Aug to 25 Aug"),
    ],
)
def test_days_in_a_title(found: list[date], ja: str, en: str) -> None:
    assert (dates.days(found, "ja"), dates.days(found, "en")) == (ja, en)

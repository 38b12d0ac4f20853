"""Requirements are data; the rules that read them are pure."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairserver.demo.load import world
from fairserver.programmes.requirements import BJT, LEVELS, JapaneseNeed, Requirement
from fairserver.registrations.rules import BackgroundFacts, level_fits, meets, unmet

INTERNSHIP = next(row for row in world().editions if row.key == "internship-2023").requirements
FAIR = next(row for row in world().editions if row.key == "fair-2023").requirements
VISION = next(row for row in world().editions if row.key == "vision-2023").requirements

FACTS = st.builds(
    BackgroundFacts,
    status=st.sampled_from(["current", "leaver", "alumnus"]),
    position=st.sampled_from(["ALT", "CIR", "SEA"]),
    contract_year=st.integers(1, 5),
    leaves_on=st.none() | st.dates(date(2024, 1, 1), date(2025, 12, 31)),
    japanese_test=st.none() | st.sampled_from(["JLPT", "BJT"]),
    japanese_level=st.none() | st.sampled_from([*LEVELS, "0", "419", "420", "800", "801", "N0", ""]),
    has_certificate=st.booleans(),
)
EVERY: list[Requirement] = [*INTERNSHIP, *FAIR, *VISION]


@given(FACTS)
def test_a_person_is_welcome_exactly_when_every_requirement_asked_is_met(facts: BackgroundFacts) -> None:
    left = unmet(EVERY, facts)
    for requirement in EVERY:
        asked = not requirement.of or facts.status in requirement.of
        assert (requirement in left) == (asked and not meets(requirement.needs, facts))
    assert all(requirement.text.ja and requirement.text.en for requirement in left)


@given(FACTS)
def test_a_higher_level_is_never_worse(facts: BackgroundFacts) -> None:
    if facts.japanese_test != "JLPT" or facts.japanese_level not in LEVELS:
        return
    higher = BackgroundFacts(
        facts.status, facts.position, facts.contract_year, facts.leaves_on, "JLPT", "N1", facts.has_certificate
    )
    assert set(map(id, unmet(EVERY, higher))) <= set(map(id, unmet(EVERY, facts)))


@given(st.sampled_from(LEVELS), st.integers(0, 800))
def test_bjt_points_count_as_the_level_they_are_equal_to(level: str, points: int) -> None:
    need = JapaneseNeed.model_validate({"kind": "japanese", "least": level})
    facts = BackgroundFacts("current", "ALT", 1, None, "BJT", str(points))
    assert meets(need, facts) == (points >= BJT[need.least])


def test_each_failing_requirement_of_the_internship_has_its_own_words() -> None:
    newcomer = BackgroundFacts("alumnus", "SEA", 1)
    left = unmet(INTERNSHIP, newcomer)
    assert [each.key for each in left] == ["on-jet", "second-year", "japanese"]
    assert len({each.text.ja for each in left}) == len({each.text.en for each in left}) == 3


@pytest.mark.parametrize(
    ("test", "level", "fits"),
    [("JLPT", "N2", True), ("JLPT", "420", False), ("BJT", "420", True), ("BJT", "801", False), ("BJT", "N1", False),
     ("BJT", "٤٢٠", False), (None, None, True), ("JLPT", None, False), (None, "N1", False)],
)  # fmt: skip
def test_a_level_is_a_result_of_its_test(test: str | None, level: str | None, fits: bool) -> None:
    assert level_fits(test, level) is fits  # type: ignore[arg-type]

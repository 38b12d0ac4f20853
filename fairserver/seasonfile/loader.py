"""A season file is read, checked as a whole, and loaded: in one unit, and the same file again changes nothing.

Nothing is deleted and nobody's role is withdrawn by a file.
"""

import tomllib

from pydantic import ValidationError

from fairserver.base.errors import FairError
from fairserver.delivery.journal import UnitOfWork
from fairserver.seasonfile import file_errors, load_editions, load_people, rules
from fairserver.seasonfile.file_errors import Problem
from fairserver.seasonfile.loaded import Loaded
from fairserver.seasonfile.schema import SeasonFile


class Refused(Exception):
    """The file has problems; nothing was loaded."""

    def __init__(self, found: list[Problem]) -> None:
        super().__init__(f"{len(found)} problems")
        self.problems = found


def read(text: str) -> SeasonFile:
    """A file of which every row is well-formed and every reference is known. Raises Refused with all its problems."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as broken:
        raise Refused([file_errors.problem("the file", "file.unreadable", why=broken)]) from None
    try:
        season = SeasonFile.model_validate(data)
    except ValidationError as wrong:
        raise Refused(file_errors.from_validation(wrong.errors(), data)) from None
    if found := rules.check(season):
        raise Refused(found)
    return season


async def load(unit: UnitOfWork, season: SeasonFile, public_url: str) -> Loaded:
    """Write what a file that was read says, and tell whoever looks on what is new. Invited people get their mail when
    they are made; its link begins with `public_url`.

    Raises Refused when it would move what people attended; then the caller's unit must not commit.
    """
    try:
        return await _load(unit, season, public_url)
    except FairError as refused:
        if refused.code != "in_use.figures":
            raise
        title = refused.details["title"]
        raise Refused([file_errors.problem(f"{title['en']} ({title['ja']})", refused.code)]) from None


async def _load(unit: UnitOfWork, season: SeasonFile, public_url: str) -> Loaded:
    loaded = Loaded()
    await load_editions.register(unit, loaded, season)
    names = {row.key: row.name for row in season.companies}
    for row in season.editions:
        await load_editions.places(unit, loaded, row, names)
    invited = await load_people.people(unit, loaded, season)
    await load_people.roles(unit, loaded, season)
    for row in season.editions:
        await load_editions.sessions(unit, loaded, row)
    await load_people.invitations(unit, loaded, invited, public_url)
    return loaded

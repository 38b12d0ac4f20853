"""Wire types of my data."""

from typing import Annotated

from pydantic import Field

from fairserver.base.wire_types import ChangeRequest


class EraseMe(ChangeRequest):
    """`name`: typed again, so that nobody does this by a slip."""

    name: Annotated[str, Field(max_length=400)]

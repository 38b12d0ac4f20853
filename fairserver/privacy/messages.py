"""Wire types of my data."""

from typing import Annotated

from pydantic import Field

from fairserver.wire import Changing


class EraseMe(Changing):
    """`name`: typed again, so that nobody does this by a slip."""

    name: Annotated[str, Field(max_length=400)]

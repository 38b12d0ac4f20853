"""The wire type of the request to erase oneself."""

from typing import Annotated

from pydantic import Field

from fairserver.base.wire_types import ChangeRequest


class EraseMe(ChangeRequest):
    """`name`: the person's own name, typed as a confirmation."""

    name: Annotated[str, Field(max_length=400)]

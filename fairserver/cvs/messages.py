"""Wire types of CVs."""

from typing import Annotated

from pydantic import Field

from fairserver.base.wire_types import At, ChangeRequest, Wire

LONGEST_NAME = 200  # characters


class CvCard(Wire):
    """The own CV. `size` in bytes."""

    name: str
    size: int
    pages: int
    at: At


class UploadCv(Wire):
    """Put the own CV here; the one that was here before is replaced. `name`: of the file."""

    name: Annotated[str, Field(min_length=1, max_length=4 * LONGEST_NAME)]
    file: bytes


class DeleteCv(ChangeRequest):
    """Delete the own CV; no company sees it any more, nor another that is put here later."""

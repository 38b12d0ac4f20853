"""Wire types of CVs."""

from fairserver.base.wire_types import At, ChangeRequest, Wire


class CvCard(Wire):
    """The own CV. `size` in bytes."""

    size: int
    pages: int
    at: At


class UploadCv(Wire):
    """Put the own CV here; the one that was here before is replaced."""

    file: bytes


class DeleteCv(ChangeRequest):
    """Delete the own CV; no company sees it any more, nor another that is put here later."""

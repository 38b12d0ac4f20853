"""Checks an uploaded CV before it is kept."""

import structlog

from fairserver.base.child_process import ChildFailed, run_child
from fairserver.base.errors import FairError
from fairserver.cvs.check_pdf import FINDINGS
from fairserver.cvs.rules import MOST_BYTES, MOST_PAGES

MODULE = "fairserver.cvs.check_pdf"
SECONDS = 15
log = structlog.get_logger()


async def checked(content: bytes) -> tuple[int, bytes]:
    """How many pages a PDF has, and the file to keep. Raises cv.not_pdf, cv.encrypted, cv.active for one with scripts
    or other files in it, cv.pages (`most`), file.too_large, and cv.unreadable for one on which the check did not come
    to an end.
    """
    try:
        found, _, new = (await run_child(MODULE, content, seconds=SECONDS)).partition(b"\n")
    except ChildFailed as failed:
        log.warning("cv.unreadable", why=str(failed), size=len(content))
        raise FairError("cv.unreadable") from failed
    finding = found.decode()
    if finding in FINDINGS:
        raise FairError(finding)
    if int(finding) > MOST_PAGES:
        raise FairError("cv.pages", most=MOST_PAGES)
    if len(new) > MOST_BYTES:
        raise FairError("file.too_large", most=MOST_BYTES >> 20)
    return int(finding), new

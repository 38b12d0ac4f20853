"""What a page asks of this subject over HTTP."""

from fairserver.base.wire_types import Nothing
from fairserver.booths import cvs
from fairserver.cvs.messages import UploadCv
from fairserver.cvs.rules import MOST_BYTES
from fairserver.web.http_routes import HttpRoute

ROUTES = (
    HttpRoute(
        method="POST",
        path="/api/my-cv",
        request=UploadCv,
        reply=Nothing,
        act=cvs.upload,
        rate="20/10 minutes",
        example={},
        largest=MOST_BYTES,
        file="file",
        at_once=2,
    ),
)

"""What a person may show a company beside the name."""

from typing import Literal

# Each is one or more lines of the person's background, the CV, or the mail address.
Field = Literal["japanese", "position", "leaves_on", "languages", "wishes", "access_needs", "cv", "email"]

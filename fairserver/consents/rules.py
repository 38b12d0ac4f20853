"""What a person may show a company beside the name."""

from typing import Literal

# Each is one or more lines of the person's background, or the CV.
Field = Literal["japanese", "position", "leaves_on", "languages", "wishes", "access_needs", "cv"]

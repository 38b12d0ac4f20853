"""Says which variables it got."""

import os
import sys

if __name__ == "__main__":
    sys.stdout.write("".join(name for name in os.environ if name.startswith("FAIR_")))

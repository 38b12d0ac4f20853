"""python -m fairserver."""

from fairserver.ops.cli import main

main()

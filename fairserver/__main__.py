"""python -m fairserver."""

from fairserver.cli import main

main()

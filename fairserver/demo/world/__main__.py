"""Write season.toml anew."""

from fairserver.demo.world.season import SEASON, text

SEASON.write_text(text(), "utf-8")

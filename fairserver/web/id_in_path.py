"""`{place:id}` in a route's path: an id as the database has them. With any other number no route is found: 404."""

from starlette.convertors import Convertor, register_url_convertor


class IdConvertor(Convertor[int]):
    """From 1, without leading zeros, of at most 15 digits: what both a BIGINT and JavaScript hold exactly."""

    regex = "[1-9][0-9]{0,14}"

    def convert(self, value: str) -> int:
        """The id of a path."""
        return int(value)

    def to_string(self, value: int) -> str:
        """The path of an id."""
        return str(value)


register_url_convertor("id", IdConvertor())

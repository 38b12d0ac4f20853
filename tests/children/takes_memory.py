"""Takes more and more memory, as a hostile file may make its reader do, under the limits of the check."""

from fairserver.cvs.check_pdf import limit

if __name__ == "__main__":
    limit()
    held = [bytearray(1 << 26)]
    while True:
        held.append(bytearray(1 << 26))

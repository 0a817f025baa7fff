"""Reading along in a log file another process writes."""

import os
from collections.abc import Iterator
from pathlib import Path

#: A log is cut when it has grown to this many bytes; what it held is kept once more beside it.
KEEP_BYTES = 20 * 1024 * 1024


class LogTail:
    """The lines that were added to a log since it was last asked for."""

    def __init__(self, file: Path) -> None:
        file.touch()
        self.file = file
        self._place = file.stat().st_size
        self._unfinished = b""

    def new_lines(self) -> Iterator[bytes]:
        """Whole lines added since the last call."""
        size = self.file.stat().st_size
        if size <= self._place:
            self._place = size
            return
        with open(self.file, "rb") as log:
            log.seek(self._place)
            added = self._unfinished + log.read(size - self._place)
        self._place = size
        *lines, self._unfinished = added.split(b"\n")
        yield from lines
        if size > KEEP_BYTES:
            self._cut()

    def _cut(self) -> None:
        """Set the log aside and begin again; its writer appends, so it goes on at the new end."""
        older = self.file.with_suffix(".log.1")
        older.write_bytes(self.file.read_bytes())
        os.truncate(self.file, 0)
        self._place = 0

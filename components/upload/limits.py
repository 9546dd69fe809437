"""How large an upload may be. The page states these numbers and the readers enforce them."""

MAX_BYTES = 5 * 1024**2
MAX_FILES = 30
MAX_UNPACKED_BYTES = 64 * 1024**2  # of a workbook, which is a zip archive
MAX_PARTS = 500  # files inside a workbook
MAX_SHEETS = 40
MAX_EVENT_ROWS = 20_000
MAX_PRICE_ROWS = 60_000
MAX_ROWS = 70_000  # of any sheet, above which the child stops reading
MAX_COLUMNS = 60
MAX_CELL_CHARACTERS = 4_000
MAX_OWN_LISTINGS = 30

CHILD_CPU_SECONDS = 1.5
CHILD_WALL_SECONDS = 15  # of a busy machine; the processor time is what bounds the work
CHILD_BYTES = 150 * 1024**2  # of data; the interpreter itself takes some 15 MB beside
CHILD_OUTPUT_BYTES = 40 * 1024**2


def size_text(count: int) -> str:
    """Bytes as a reader says them: `5 MB`, `300 KB`."""
    return f"{count / 1024**2:.3g} MB" if count >= 1024**2 else f"{max(1, round(count / 1024))} KB"

"""Files that leave the dashboard: CSV, JSON and XLSX of exactly the table that is shown."""

from components.downloads.csv_file import csv_bytes
from components.downloads.json_file import json_bytes
from components.downloads.xlsx_file import put_text, xlsx_bytes

__all__ = ["csv_bytes", "json_bytes", "put_text", "xlsx_bytes"]

"""Tables in files: read from the CSV or XLSX file that a person hands over, and written to a new one.

One job: turn a file into headings and rows of text, and back. Must not: know what the columns mean.
"""

from sparktui.services.tabular.reading import open_table
from sparktui.services.tabular.table import Row, Table
from sparktui.services.tabular.writing import write_csv, write_xlsx

__all__ = ["Row", "Table", "open_table", "write_csv", "write_xlsx"]

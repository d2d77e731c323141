"""Writes exported contacts as CSV, JSON or XLSX, a few rows at a time."""

from totalaudio.core.lib.formulas import formula_safe
from totalaudio.intel.exports.writers.csv_writer import csv_chunks
from totalaudio.intel.exports.writers.formats import Format, export_chunks
from totalaudio.intel.exports.writers.json_writer import json_chunks
from totalaudio.intel.exports.writers.xlsx_writer import MOST_ROWS, TooManyRows, xlsx_chunks

__all__ = [
    "MOST_ROWS",
    "Format",
    "TooManyRows",
    "csv_chunks",
    "export_chunks",
    "formula_safe",
    "json_chunks",
    "xlsx_chunks",
]

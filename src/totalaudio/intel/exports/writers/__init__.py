"""Writes exported contacts as CSV, JSON, XLSX, vCard or PDF."""

from totalaudio.core.lib.formulas import formula_safe
from totalaudio.intel.exports.writers.cells import TooManyRows
from totalaudio.intel.exports.writers.csv_writer import csv_chunks
from totalaudio.intel.exports.writers.formats import Format, export_chunks
from totalaudio.intel.exports.writers.json_writer import json_chunks
from totalaudio.intel.exports.writers.pdf_writer import pdf_chunks
from totalaudio.intel.exports.writers.vcard_writer import vcard_chunks
from totalaudio.intel.exports.writers.xlsx_writer import xlsx_chunks

__all__ = [
    "Format",
    "TooManyRows",
    "csv_chunks",
    "export_chunks",
    "formula_safe",
    "json_chunks",
    "pdf_chunks",
    "vcard_chunks",
    "xlsx_chunks",
]

"""The report for a client: as a page, as a PDF, by a live link."""

"""Workbooks there and back: made for staff to fill in, opened with care, read row by row, checked, joined to the records, sent back."""

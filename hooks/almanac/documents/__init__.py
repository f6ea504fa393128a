"""Documents for the office: workbooks, Word files and printed forms, the same bytes each time."""

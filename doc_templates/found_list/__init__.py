"""A list of documents on paper and as a spreadsheet, like a page of a register (Phụ lục VI, III.6.h)."""

"""Lists of what a search found, with the columns that people choose, taken away as .docx, .pdf, .xlsx or .csv."""

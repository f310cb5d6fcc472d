"""Lists from files and from spreadsheets: bytes → tables of texts as shown → rows of a form's field, or an appendix.

Before and beside the body. read.py reads, match.py finds the columns, pipes.py makes an appendix of any table.
"""

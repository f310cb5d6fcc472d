"""Citations between documents, derived from their words and made again at any time (`flask citations rebuild`).

rows.py the two tables · found.py what a document names · same_issuer.py and meant.py which document of the archive that
is · keeping.py both written down when a document is indexed · around.py what one reader may know of a document's
neighbourhood · outside.py what the office's list of legal bases says of the rest · in_drafts.py drafts that cite what
has ended.
"""

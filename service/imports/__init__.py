"""What an office brings in from before this system: runs of files, read in the background, reviewed, then filed.

The path itself, top to bottom: service/import_.py.
"""

"""The forms as the office edits them, and the script that made the first ones."""

"""The proof of one document, for somebody who has neither this program nor trust in it: files and common tools."""

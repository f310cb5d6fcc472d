"""The disposable full-text index: rebuilt from the archive at any time, knows no Flask and no database."""

"""A .docx read back: into a new draft, or into the draft it came from. Before the values are kept."""

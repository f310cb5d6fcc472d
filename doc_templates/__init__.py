"""From values to paper: forms, the clerk's body text, filling, PDF. Knows no Flask and no database."""

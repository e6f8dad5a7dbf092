"""Finding candidates and judging them from their context; the only code that imports spaCy."""

"""The lexicon: loading its data, and the laws that the data keep."""

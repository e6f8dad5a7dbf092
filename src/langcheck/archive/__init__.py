"""Reports kept for good, as tables that other programs read: one row a document, from one machine or from an engine.

``rows`` makes a row of a text or a file and knows no table; ``tables`` puts rows into Arrow's; ``sources`` takes what is to be
checked apart into fragments, ``fragments`` makes the output file of one, ``processes`` does many at once, ``state``
says what an archive is of and who is at it, ``making`` puts them together. Only ``tables``, ``sources`` and ``fragments`` know pyarrow, which the extra ``arrow`` installs.
"""

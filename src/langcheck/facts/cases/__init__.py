"""Cases against people: what a text tells of charges, pleas, verdicts and what became of them."""

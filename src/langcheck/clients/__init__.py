"""Front ends for other programs, one module each, beside the command line and on the same floor."""

"""Documents and what is to change in them to changed copies; nothing outside the changes is touched."""

"""What a document says that judging needs to know: each fact derived once, by one layer, and asked by all."""

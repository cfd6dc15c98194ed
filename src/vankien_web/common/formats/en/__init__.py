"""English, with the dates of the documents."""

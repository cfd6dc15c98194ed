"""What checks read in a draft before they judge it: sentences, tables, quantities, terms, names of bodies."""

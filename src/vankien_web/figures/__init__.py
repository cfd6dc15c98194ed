"""Figures: the ledger of what every draft states, reference data of departments, and their verification."""

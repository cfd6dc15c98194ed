"""A ledger of two million figures: contradictions of one congress, a province's sums against its communes."""

"""Political reports, clean by construction, with faults VK401–408 planted at known places, and the score.

The frames (sentences, tables, honest near-misses) are data: one folder per set, written before it was run.
"""

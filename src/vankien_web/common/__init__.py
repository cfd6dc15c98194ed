"""What every page shares: the frame, errors, the visitor, the history of what was done. No business words."""

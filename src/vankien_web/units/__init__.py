"""Units and their tree over time, people and their posts, working groups, and who may see and do what."""

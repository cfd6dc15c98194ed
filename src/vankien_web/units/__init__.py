"""Units and their tree over time, people and their posts, working groups, and what each person may see and do."""

"""Workbooks as offices send them and what each cell says: how much is read right, asked about, wrong."""

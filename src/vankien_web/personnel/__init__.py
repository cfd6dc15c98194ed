"""Personnel plans as data: sealed, apart from everything that lists, searches, counts or tells."""

"""How dates and numbers are written and read, by language: Django's own would read 03/02 as 2 March."""

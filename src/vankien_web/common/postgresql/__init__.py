"""PostgreSQL as the site uses it (`base.DatabaseWrapper`)."""

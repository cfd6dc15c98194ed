"""What looks across the other rooms: one's work, search, the archive of a season, the site in and out."""

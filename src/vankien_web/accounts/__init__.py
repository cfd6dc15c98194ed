"""Who signs in: accounts, invitations, second factors, personal tokens. No business words, no posts."""

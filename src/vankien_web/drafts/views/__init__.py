"""The pages of drafts: get, form, action, answer."""

"""What a browser calls itself, in words that a person recognises."""

# The first sign that fits counts: most browsers also claim to be Chrome, Safari and Linux.
_PROGRAMS = {
    "Edg/": "Edge",
    "OPR/": "Opera",
    "coc_coc": "Cốc Cốc",
    "Firefox": "Firefox",
    "Chrome/": "Chrome",
    "Safari": "Safari",
}
_SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS": "macOS",
    "Linux": "Linux",
}


def called(user_agent: str) -> str:
    """As “Chrome, Windows”; a stranger's own words, cut short, where neither is known."""
    found = [
        next((name for sign, name in names.items() if sign in user_agent), "")
        for names in (_PROGRAMS, _SYSTEMS)
    ]
    return ", ".join(filter(None, found)) or user_agent[:40]

"""How long something waits, in words."""

from datetime import timedelta


def age_words(age: timedelta) -> str:
    """How long something waits, in its largest unit: "3時間"."""
    minutes = int(age.total_seconds() // 60)
    if minutes < 60:
        return f"{max(minutes, 0)}分"
    if minutes < 48 * 60:
        return f"{minutes // 60}時間"
    return f"{minutes // (24 * 60)}日"

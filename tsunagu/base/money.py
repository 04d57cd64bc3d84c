"""Money as it is read. Amounts are whole yen."""


def yen(amount: int) -> str:
    """20000 → 20,000円."""
    return f"{amount:,}円"

"""Which addresses are known to belong to who gave them."""

from allauth.account.models import EmailAddress

from tsunagu.mail.models import AddressProof


def is_proved(address: str) -> bool:
    """Somebody signed in with it has confirmed it, or its owner pressed the button in our letter."""
    return (
        EmailAddress.objects.filter(email__iexact=address, verified=True).exists()
        or AddressProof.objects.filter(address=address.lower(), proved_at__isnull=False).exists()
    )

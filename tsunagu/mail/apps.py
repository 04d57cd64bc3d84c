from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "tsunagu.mail"
    label = "mail"

    def ready(self) -> None:
        """Delivery in every worker's rounds, the outbox's age in /healthz, old letters in retention."""
        from django.conf import settings

        from tsunagu.mail.actions import erase_old_letters, erase_unproved
        from tsunagu.mail.carrier import smtp_settings
        from tsunagu.mail.jobs import deliver_round, outbox_health
        from tsunagu.upkeep.health import register_health_check
        from tsunagu.upkeep.registry import register_round
        from tsunagu.vault.retention import register

        register_round("outbox", deliver_round, every_seconds=10)
        register_health_check("outbox", outbox_health)
        register("letter", erase_old_letters)
        register("address-proof", erase_unproved)
        if settings.EMAIL_URL:
            smtp_settings(settings.EMAIL_URL)  # a wrong one stops the start, not the first letter

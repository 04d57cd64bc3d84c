from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "tsunagu.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Second factors follow when the keys are rotated."""
        from tsunagu.accounts.rotation import rotate_second_factors
        from tsunagu.vault.rotation import register_rotation

        register_rotation("second-factors", rotate_second_factors)

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "tsunagu.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Second factors follow when the keys are rotated; accounts nobody proved are erased in time."""
        from tsunagu.accounts.actions import erase_unproved_accounts
        from tsunagu.accounts.rotation import rotate_second_factors
        from tsunagu.vault.retention import register
        from tsunagu.vault.rotation import register_rotation

        register("account-unproved", erase_unproved_accounts)
        register_rotation("second-factors", rotate_second_factors)

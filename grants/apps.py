from django.apps import AppConfig


class GrantsConfig(AppConfig):
    name = "grants"
    verbose_name = "Grants"

    def ready(self) -> None:
        from approvals import effects as resolutions
        from funds import effects as vouchers
        from grants import effects
        from grants.services import paying

        resolutions.register(effects.after_resolution)
        vouchers.register(
            "instalment",
            lock=paying.lock_basis,
            paid=paying.paid_by_voucher,
            reversed=paying.voucher_reversed,
        )

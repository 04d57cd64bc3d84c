"""The only writers of the directory room. Enquiries: `actions.enquiries`, `actions.answering`, `actions.rounds`."""

from tsunagu.directory.actions.orders import (
    KEPT_FIRST,
    KEPT_FOR,
    KEPT_MOST,
    fold_order,
    fold_orders,
    keep_order,
    mark_shown,
    read_on,
)

__all__ = [
    "KEPT_FIRST",
    "KEPT_FOR",
    "KEPT_MOST",
    "fold_order",
    "fold_orders",
    "keep_order",
    "mark_shown",
    "read_on",
]

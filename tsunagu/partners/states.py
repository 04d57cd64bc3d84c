"""Kinds of partners."""

from tsunagu.base.labels import LabelledEnum


class PartnerKind(LabelledEnum):
    """支援機関 and ITベンダー."""

    CHAMBER = "chamber", "商工会議所・商工会"
    INDUSTRY_BODY = "industry_body", "業界団体"
    IT_VENDOR = "it_vendor", "ITベンダー"

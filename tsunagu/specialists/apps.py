from datetime import time

from django.apps import AppConfig


class SpecialistsConfig(AppConfig):
    name = "tsunagu.specialists"
    label = "specialists"

    def ready(self) -> None:
        """Every night what has ended leaves the list or lapses; every morning listings are kept true."""
        from tsunagu.specialists.actions.erasing import erase_applications
        from tsunagu.specialists.jobs import (
            chase_unfinished,
            end_lapsed_availability,
            end_lapsed_listings,
            end_lapsed_proofs,
            keep_listings_true,
            recount,
        )
        from tsunagu.upkeep.registry import register_job, register_timetable
        from tsunagu.upkeep.timetable import Daily
        from tsunagu.vault.retention import register

        register_job("register.end_lapsed", end_lapsed_listings, label="登録が切れた方の掲載の終了")
        register_timetable("register_lapsed", kind="register.end_lapsed", due=Daily(time(0, 5)))
        register_job("proofs.end_lapsed", end_lapsed_proofs, label="期限が切れた資格の証明を本人申告に戻す")
        register_job("listing.chase_drafts", chase_unfinished, label="書きかけの申請のお知らせ")
        register_timetable("drafts_chased", kind="listing.chase_drafts", due=Daily(time(8, 30)))
        register_timetable("proofs_lapsed", kind="proofs.end_lapsed", due=Daily(time(0, 10)))

        register_job("availability.lapse", end_lapsed_availability, label="日付が来た受付の状態を「受付中」に戻す")
        register_timetable("availability_lapsed", kind="availability.lapse", due=Daily(time(0, 2)))
        register_job("load.recount", recount, label="今月届いた件数の数え直し")
        register_timetable("load_recounted", kind="load.recount", due=Daily(time(0, 20)))
        register_job("listing.keep_true", keep_listings_true, label="掲載内容の確認のお願い")
        register_timetable("listings_kept_true", kind="listing.keep_true", due=Daily(time(7, 0)))
        register("application", erase_applications)

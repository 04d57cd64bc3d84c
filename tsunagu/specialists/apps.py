from datetime import time

from django.apps import AppConfig


class SpecialistsConfig(AppConfig):
    name = "tsunagu.specialists"
    label = "specialists"

    def ready(self) -> None:
        """Every night: whoever's registration has ended leaves the list; proofs that ended are self-declared again."""
        from tsunagu.specialists.jobs import end_lapsed_listings, end_lapsed_proofs
        from tsunagu.specialists.jobs import chase_unfinished
        from tsunagu.upkeep.registry import register_job, register_timetable
        from tsunagu.upkeep.timetable import Daily

        register_job("register.end_lapsed", end_lapsed_listings, label="登録が切れた方の掲載の終了")
        register_timetable("register_lapsed", kind="register.end_lapsed", due=Daily(time(0, 5)))
        register_job("proofs.end_lapsed", end_lapsed_proofs, label="期限が切れた資格の証明を本人申告に戻す")
        register_job("listing.chase_drafts", chase_unfinished, label="書きかけの申請のお知らせ")
        register_timetable("drafts_chased", kind="listing.chase_drafts", due=Daily(time(8, 30)))
        register_timetable("proofs_lapsed", kind="proofs.end_lapsed", due=Daily(time(0, 10)))

from datetime import timedelta

from django.apps import AppConfig


class MatchingConfig(AppConfig):
    name = "tsunagu.matching"
    label = "matching"

    def ready(self) -> None:
        """Long searches run as jobs; who loses the seat, declines, or has a conflict leaves the timetable.

        Needs move by the clock every half hour: deadlines are in days. Unanswered proposals count as silence.
        """
        from tsunagu.consultations.endings import register_parting
        from tsunagu.directory.silences import register_silence
        from tsunagu.events.endings import register_adviser_ending, register_ending
        from tsunagu.matching.actions.need_erasing import erase_unproved_needs
        from tsunagu.matching.actions.withdrawing import part, take_back, take_back_adviser
        from tsunagu.matching.jobs import (
            keep_needs_moving,
            search_in_background,
            send_in_background,
            solve_in_background,
        )
        from tsunagu.matching.silence import lapsed_proposals
        from tsunagu.upkeep.registry import register_job, register_timetable
        from tsunagu.upkeep.timetable import Every
        from tsunagu.vault.retention import register

        register_job("board.solve", solve_in_background, label="相談会の組み合わせの計算", max_attempts=1)
        register_job("season.solve", search_in_background, label="まとめての候補選びの計算", max_attempts=1)
        register_job("season.send", send_in_background, label="まとめて選んだ候補の送付")
        register_job("needs.move", keep_needs_moving, label="支援の依頼の催促と期限")
        register_timetable("needs", kind="needs.move", due=Every(timedelta(minutes=30)))
        register("need.unproved", erase_unproved_needs)
        register_silence("proposals", lapsed_proposals)
        register_ending("timetable", take_back)
        register_adviser_ending("timetable", take_back_adviser)
        register_parting("timetable", part)

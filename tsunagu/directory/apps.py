from datetime import time, timedelta

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "tsunagu.directory"
    label = "directory"

    def ready(self) -> None:
        """The open data every night, after those who left the list have left; who was shown, every half hour.

        Enquiries every quarter of an hour: the urgent ones' clock is in hours. Meetings that are over, every half hour.
        """
        from tsunagu.directory.actions.rounds import erase_enquiries, erase_unproved
        from tsunagu.directory.jobs import (
            build_open_data_files,
            count_exposure,
            keep_enquiries_moving,
            keep_meetings_moving,
        )
        from tsunagu.upkeep.registry import register_job, register_timetable
        from tsunagu.upkeep.timetable import Daily, Every
        from tsunagu.vault.retention import register

        register_job("open_data.build", build_open_data_files, label="オープンデータの作成")
        register_timetable("open_data", kind="open_data.build", due=Daily(time(3, 0)))
        register_job("exposure.count", count_exposure, label="表示回数の集計")
        register_timetable("exposure", kind="exposure.count", due=Every(timedelta(minutes=30)))
        register_job("enquiries.move", keep_enquiries_moving, label="問い合わせの催促と期限")
        register_timetable("enquiries", kind="enquiries.move", due=Every(timedelta(minutes=15)))
        register_job("meetings.move", keep_meetings_moving, label="終わった面談のあとの声のお願い")
        register_timetable("meetings", kind="meetings.move", due=Every(timedelta(minutes=30)))
        register("enquiry", erase_enquiries)
        register("enquiry.unproved", erase_unproved)

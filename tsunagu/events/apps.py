from datetime import timedelta

from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "tsunagu.events"
    label = "events"

    def ready(self) -> None:
        """Closing times and reminders every hour: the letter of the day before goes out in that morning."""
        from tsunagu.events.actions.rounds import erase_registrations
        from tsunagu.events.jobs import keep_events_moving
        from tsunagu.upkeep.registry import register_job, register_timetable
        from tsunagu.upkeep.timetable import Every
        from tsunagu.vault.retention import register

        register_job("events.move", keep_events_moving, label="催しの締切と前日のお知らせ")
        register_timetable("events", kind="events.move", due=Every(timedelta(hours=1)))
        register("event.registration", erase_registrations)

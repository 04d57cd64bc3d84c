"""The people on the list as arrays, for the simulation: one query. Loads NumPy."""

from tsunagu.directory.simulation.population import COLUMNS, People, people_of
from tsunagu.specialists.models import PublishedSheet


def listed_people() -> People:
    """Everybody on the list now, with this month's loads."""
    return people_of(PublishedSheet.objects.listed().values("specialist_id", *COLUMNS))

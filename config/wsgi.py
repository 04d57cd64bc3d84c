"""The web process. A route without an access rule stops it here."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()

from tsunagu.doors.gate import require_complete_policy  # noqa: E402  (Django must be set up first)

require_complete_policy()

"""The web application that the server runs."""

import os  # the module that Django needs to be told about, nothing is read

from django.core.wsgi import get_wsgi_application

from totalaudio.project.environment import refuse_wrong_settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "totalaudio.project.settings")
refuse_wrong_settings()
application = get_wsgi_application()

# Only now are Django's connections known.
from totalaudio.core.web.counting import process as counting  # noqa: E402 - see above
from totalaudio.project import switches  # noqa: E402 - see above
from totalaudio.project.walls import WEB, refuse_weak_walls  # noqa: E402 - see above

refuse_weak_walls(WEB)
switches.connect()
counting.start()

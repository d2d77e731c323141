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
from totalaudio.project.asking import serve_when_asked  # noqa: E402 - see above
from totalaudio.project.walls import WEB  # noqa: E402 - see above

switches.connect()
serve_when_asked(WEB, then=counting.start)

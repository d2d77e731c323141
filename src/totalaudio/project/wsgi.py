"""The web application that the server runs."""

import os  # the module that Django needs to be told about, nothing is read

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "totalaudio.project.settings")
application = get_wsgi_application()

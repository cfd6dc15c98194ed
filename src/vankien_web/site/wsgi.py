"""The entrance for the web server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vankien_web.site.settings")
application = get_wsgi_application()

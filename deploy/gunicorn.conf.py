"""gunicorn --config deploy/gunicorn.conf.py kis.wsgi"""

import multiprocessing
import re

from gunicorn.glogging import Logger

# The address of a calendar in a telephone is its password.
SECRET = re.compile(r"(?<=^/kalendarz/).+")


class WithoutSecrets(Logger):
    def atoms(self, resp, req, environ, request_time):
        told = super().atoms(resp, req, environ, request_time)
        return told | {"U": SECRET.sub("(pominięto)", told["U"])}


logger_class = WithoutSecrets
bind = "127.0.0.1:8000"
workers = 2 * multiprocessing.cpu_count() + 1
preload_app = True  # else the first page of every worker waits for all imports
timeout = 30  # a statement may take 10 s and a paper 8 s
max_requests = 2000
max_requests_jitter = 200
control_socket_disable = True
accesslog = "-"
access_log_format = (
    "%(m)s %(U)s %(s)s %(B)s %(M)sms"  # without the query, the address and the browser
)

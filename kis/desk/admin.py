import procrastinate.contrib.django.admin  # noqa: F401 - registers its page, which is taken out below
from django.contrib import admin
from procrastinate.contrib.django.models import ProcrastinateJob

# The queue's own page: what stands in it is told by the pages of who ordered it. Here and not beside the
# addresses: the development server reads those in one thread while it checks the panel in another.
admin.site.unregister(ProcrastinateJob)

"""What the panel does not show: a factor entered there would be one for somebody else."""

import allauth.mfa.admin  # noqa: F401 - it registers what is taken out below
from allauth.mfa.models import Authenticator
from django.contrib import admin

admin.site.unregister(Authenticator)

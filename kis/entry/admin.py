"""What the panel does not show: a factor entered there would be one for somebody else, and a row more would
be a second directory."""

import allauth.mfa.admin
import allauth.socialaccount.admin
import allauth.usersessions.admin  # noqa: F401 - they register what is taken out below
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions.models import UserSession
from django.contrib import admin

admin.site.unregister([Authenticator, SocialAccount, SocialApp, SocialToken, UserSession])

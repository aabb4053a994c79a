from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from kis.desk.gathering import work_for


@require_GET
def start(request):
    on = timezone.localdate()
    return render(request, "desk/start.html", {"work": work_for(request.user, on), "on": on})

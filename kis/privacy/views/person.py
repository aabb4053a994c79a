from django.contrib.auth.decorators import permission_required
from django.db.models import Q
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from kis.accounts.models import User
from kis.documents.models import Export
from kis.journal.record import record
from kis.lib.together import point, together
from kis.privacy.copy.kind import PersonCopy
from kis.privacy.information import given
from kis.privacy.models import DataRequest
from participants.file import file_context
from participants.models import Person, Restriction
from participants.scope import readable_file


@require_GET
@permission_required("privacy.view_person", raise_exception=True)
def person_privacy(request, pk):
    """What the person asked for under the law, and which information they were given."""
    now = timezone.now()
    file = readable_file(request, pk, timezone.localdate(now))
    record(request, "view", kind="data_request", number=pk, person=pk)
    requests, restrictions, staff = _recorded(file.whole)
    point(requests, staff, "noted_by")
    point(restrictions, staff, "imposed_by", "lifted_by")
    own = Export.objects.of(request.user).filter(
        kind=PersonCopy.name, items__person_number=pk, expires_at__gt=now
    )
    context = file_context(
        request,
        file,
        requests=requests,
        copies=own.distinct(),
        restrictions=restrictions,
        may_restrict=request.user.has_perm("privacy.restrict") and file.first is None,
        information=given(file),
        may_answer=file.leads and request.user.has_perm("privacy.write_request"),
        may_copy=file.leads and request.user.has_perm("privacy.make_copy"),
    )
    return render(request, "privacy/person.html", context)


@together
def _recorded(whole: int):
    files = Person.objects.files_of(whole)
    requests = DataRequest.objects.filter(person__in=files)
    restrictions = Restriction.objects.filter(person__in=files)
    staff = Q(pk__in=requests.order_by().values("noted_by")) | Q(
        pk__in=restrictions.order_by().values("imposed_by")
    )
    lifted = Q(pk__in=restrictions.order_by().values("lifted_by"))
    return requests, restrictions, User.objects.filter(staff | lifted)

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db.models import Model
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kis.accounts.models import Centre
from kis.journal.record import record
from kis.lib.dates import polish
from kis.lib.posting import post_or_back
from kis.lib.refusals import carried_out
from participants.admission import follow_report
from participants.file import file_context
from participants.file_parts import DetailsPart
from participants.forms.as_of import AsOfForm
from participants.forms.details import DetailsForm
from participants.forms.pesel import PeselForm
from participants.registration import NEEDS_IDENTIFICATION
from participants.residence import residence_of
from participants.scope import readable_file, writable_file
from participants.unemployment import contradiction, periods_of, recorded_time
from participants.views.form_page import form_page


@permission_required("participants.view_register", raise_exception=True)
@require_GET
def details(request, pk):
    on = timezone.localdate()
    return _details(request, readable_file(request, pk, on))


@permission_required("participants.reveal_pesel", raise_exception=True)
@post_or_back("participants:details")
def pesel_reveal(request, pk):
    """The same page with the number, this once: nothing keeps it shown."""
    on = timezone.localdate()
    file = readable_file(request, pk, on)
    record(request, "reveal_pesel", kind="person", number=pk, person=pk)
    return _details(request, file, shown_pesel=file.person.pesel)


def _details(request, file, shown_pesel=""):
    person = file.person
    part = file.part(DetailsPart)
    record(request, "view_details", kind="person", number=person.pk, person=person.pk)
    return render(
        request,
        "participants/details.html",
        file_context(
            request,
            file,
            sections=sections(person),
            shown_pesel=shown_pesel,
            to_do=[] if person.is_identified else [NEEDS_IDENTIFICATION],
            # The frame asks for the centre too: it is read once.
            centre=(centre := Centre.objects.current()),
            residence=residence_of(person, centre),
            labour_periods=part.labour_periods,
            register_alerts=part.register_alerts,
            contradiction=contradiction(
                person.labour_status, periods_of(part.labour_periods), file.on
            ),
            time_in_register=recorded_time(part.labour_periods, file.on),
            jobs=part.rows.jobs,
            household=part.rows.household,
            mail_consents=part.rows.mail_consents,
            day_form=AsOfForm(initial={"dzien": file.on}),
            accounts=part.rows.accounts,
            leads=file.leads,
            merged_files=[(other, _all_rows(other)) for other in file.others],
        ),
    )


def sections(person) -> list[tuple[str, list[tuple[str, str]]]]:
    """What is known, in the groups of the form; empty fields are left out."""
    shown = [
        (title, [(_label(person, name), shown_value(person, name)) for name in names])
        for title, names in DetailsForm.groups
    ]
    filled = [(title, [row for row in rows if row[1]]) for title, rows in shown]
    return [(title, rows) for title, rows in filled if rows]


def _all_rows(person) -> list[tuple[str, str]]:
    return [row for _, rows in sections(person) for row in rows]


def _label(row: Model, name: str) -> str:
    label = row._meta.get_field(name).verbose_name
    return label[0].upper() + label[1:]


def shown_value(row: Model, name: str) -> str:
    """A field as a person reads it; empty for nothing and for an unticked box."""
    field, value = row._meta.get_field(name), getattr(row, name)
    if field.choices:
        return getattr(row, f"get_{name}_display")()
    if isinstance(value, bool):
        return "tak" if value else ""
    return polish(value) if hasattr(value, "year") else str(value or "")


@permission_required("participants.write_person", raise_exception=True)
@require_http_methods(["GET", "POST"])
def details_edit(request, pk):
    def then(form):
        if "reported_on" in form.changed_data:
            follow_report(form.instance)

    return _person_form(request, pk, DetailsForm, "Zmiana danych", then=then, user=request.user)


@permission_required("participants.write_person", raise_exception=True)
@require_http_methods(["GET", "POST"])
def pesel_change(request, pk):
    return _person_form(request, pk, PeselForm, "Numer PESEL")


def _person_form(request, pk, form_class, title, *, then=None, **options):
    file = writable_file(request, pk, timezone.localdate())
    form = form_class(request.POST or None, instance=file.person, **options)
    if request.method == "GET":
        record(request, "edit_details", kind="person", number=pk, person=pk)

    def act():
        form.save()
        if then:
            then(form)

    if carried_out(request, form, act):
        messages.success(request, "Zapisano zmianę.")
        return redirect("participants:details", pk)
    return form_page(request, file, form, title, back="participants:details")

from django.contrib import admin
from django.db.models import Count

from kis.documents.models import PaperText
from kis.lib.admin import DatedAdmin, DatedForm
from kis.lib.dates import DAY, polish


class PaperTextForm(DatedForm):
    one_thing = ("key",)

    def touched_by_end(self, last_day) -> str:
        texts = PaperText.objects.filter(key=self.instance.key)
        if texts.filter(valid_from=last_day + DAY).exists():
            return ""
        papers = self.instance.uses.count()
        on_papers = f" Stoi na wydanych pismach: {papers}; na nich zostaje." if papers else ""
        return (
            f"Po {polish(last_day)} nowe pisma nie będą miały tej treści, tylko wbudowaną w program, jeśli "
            f"taka jest.{on_papers}"
        )


class PaperTextAdmin(DatedAdmin):
    """Registered by kis.accounts, which keeps what was sent by whom: a text is added once."""

    form = PaperTextForm
    explanation = (
        "Treść, która stoi na wydanym piśmie, jest zamknięta: pismo zostaje takie, jakie podpisano. Żeby "
        "następne pisma miały inną, otwórz obowiązującą treść i wybierz „Nowe brzmienie od dnia…”: "
        "dotychczasowa skończy się dzień wcześniej. Treść, której na żadnym piśmie jeszcze nie ma, można po "
        "prostu poprawić."
    )
    list_display = ["title", "key", "valid_from", "valid_to", "source", "papers"]
    search_fields = ["title", "key", "text"]
    readonly_fields = ["papers"]
    fields = ["key", "title", "text", "source", "papers", "valid_from", "valid_to", "end_is_meant"]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(papers=Count("uses"))

    @admin.display(description="wydane pisma")
    def papers(self, row):
        return getattr(row, "papers", 0)

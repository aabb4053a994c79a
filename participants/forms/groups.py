"""Long forms are shown in groups of fields, each under its heading."""

from dataclasses import dataclass


@dataclass(frozen=True)
class FieldGroup:
    title: str
    fields: list


def names_of(groups: list[tuple[str, list[str]]]) -> list[str]:
    """All fields of the groups, in their order."""
    return [name for _, names in groups for name in names]


class GroupedFields:
    """Mixin of a form whose `groups` name its fields: [(title, [names])].

    `opened_by` names the answers that make a field worth asking: {"residence_title": "citizenship!=polskie"}
    (see static/scripts/form-questions.js). Without scripts every field is there. `asked_behind` places a
    question that the form asks only of some answers behind the field that it is about.
    """

    groups: list[tuple[str, list[str]]]
    opened_by: dict[str, str] = {}
    asked_behind: dict[str, str] = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, condition in self.opened_by.items():
            self.fields[name].widget.attrs["data-kis-when"] = condition

    def is_asked(self, name: str) -> bool:
        """Whether the field is on the page at all."""
        return name in self.fields

    @property
    def field_groups(self) -> list[FieldGroup]:
        shown = [(title, list(self._asked_of(names))) for title, names in self.groups]
        return [
            FieldGroup(title, [self[name] for name in names]) for title, names in shown if names
        ]

    def _asked_of(self, names):
        for name in names:
            for asked in filter(None, (name, self.asked_behind.get(name))):
                if self.is_asked(asked):
                    yield asked

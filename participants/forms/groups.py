"""Long forms are shown in groups of fields, each under its heading."""

from dataclasses import dataclass


@dataclass(frozen=True)
class FieldGroup:
    title: str
    fields: list


class GroupedFields:
    """Mixin of a form whose `groups` name its fields: [(title, [names])]."""

    groups: list[tuple[str, list[str]]]

    @property
    def field_groups(self) -> list[FieldGroup]:
        shown = [
            (title, [name for name in names if name in self.fields]) for title, names in self.groups
        ]
        return [
            FieldGroup(title, [self[name] for name in names]) for title, names in shown if names
        ]

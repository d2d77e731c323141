"""Templates by their key: the workspace's own, those that come with the product, or the one that fits each outlet."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from totalaudio.pitch import models
from totalaudio.pitch.states import PitchKind
from totalaudio.pitch.writers import templates
from totalaudio.pitch.writers.facts import Brief
from totalaudio.pitch.writers.templates import Template

FITTING: Final = ""


class NoTemplateError(Exception):
    """There is no template under this key; it may have been deleted."""

    def __init__(self, key: str) -> None:
        super().__init__("The template is not there any more. Choose another one.")
        self.key = key


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen to write with: one template, or for None the built-in one that fits each outlet."""

    template: Template | None

    def for_brief(self, brief: Brief, step: int) -> Template:
        """The template for one contact."""
        return self.template or templates.built_in(brief.kind, step)


def choose(workspace_id: UUID, key: str) -> Choice:
    """The choice that a key stands for; NoTemplateError when there is none such."""
    return Choice(None) if key == FITTING else Choice(find(workspace_id, key))


def find(workspace_id: UUID, key: str) -> Template:
    """One template; NoTemplateError when there is none such."""
    built_in = next((one for one in templates.BUILT_IN if one.key == key), None)
    if built_in:
        return built_in
    own_id = _uuid(key)
    mine = models.Template.objects.filter(workspace_id=workspace_id)
    row = mine.filter(id=own_id).first() if own_id else None
    if row is None:
        raise NoTemplateError(key)
    return as_template(row)


def as_template(row: models.Template) -> Template:
    """One of the workspace's own as writers take it."""
    first, second, third = row.subjects
    return Template(str(row.id), row.name, PitchKind(row.kind), (first, second, third), row.body)


def own(workspace_id: UUID) -> list[models.Template]:
    """The workspace's own templates, by name."""
    return list(models.Template.objects.filter(workspace_id=workspace_id).order_by("name", "id"))


def _uuid(key: str) -> UUID | None:
    try:
        return UUID(key)
    except ValueError:
        return None

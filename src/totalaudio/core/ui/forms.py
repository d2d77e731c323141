"""Makes Django's own `{{ form }}` come out in our fields."""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """The form renderer of the project; needs `django.forms` among the installed apps."""

    form_template_name = "ui/form_fields.html"
    field_template_name = "ui/field.html"

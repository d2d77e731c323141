"""Writers of pitches and the rules for their texts; pure, except the client of the model.

What pages and tasks use:

- facts.campaign_facts(...), facts.contact_facts(values, evidence), facts.Voice, facts.Brief: what may be said
- fields.FIELDS, fields.values_of(brief); merge.parse(text) (raises merge.MergeProblem), merge.render(text, values)
- templates.Template(key, name, kind, subjects, body), templates.BUILT_IN, templates.built_in(kind, step)
- template_writer.write(brief, template, step=1) -> findings.Draft
- model_writer.write(brief, client, step=1) -> findings.Draft, raises model_errors.ModelProblem;
  anthropic.Client(key=, base_url=, model=)
- analysis.analyse(body, brief, subject=..., step=1) -> findings.Analysis, for texts by anybody
"""

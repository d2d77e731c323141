"""The outlet's own site as a source of evidence."""

from totalaudio.intel.enrichment.steps.site.step import SiteStep, default_fetcher

__all__ = ["SiteStep", "default_fetcher"]

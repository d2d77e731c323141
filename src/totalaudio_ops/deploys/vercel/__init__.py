"""Deploys to Vercel by its REST API: the web apps only. Written from its published contract; never tried live."""

from .access import Access, read_access
from .client import Client
from .counted import counts_from
from .target import Vercel

__all__ = ["Access", "Client", "Vercel", "counts_from", "read_access"]

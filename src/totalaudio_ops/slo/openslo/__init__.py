"""Objectives as they are written down: OpenSLO v1 documents, read strictly, with every mistake named at once."""

from totalaudio_ops.slo.openslo.faults import UnreadableObjectives
from totalaudio_ops.slo.openslo.files import parse, read_objectives
from totalaudio_ops.strict_yaml import Fault

__all__ = ["Fault", "UnreadableObjectives", "parse", "read_objectives"]

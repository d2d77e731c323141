"""The embedded PostgreSQL server: finds its programs, makes a cluster, runs it on a Unix socket."""

from totalaudio_ops.postgres.binaries import Binaries, find_binaries
from totalaudio_ops.postgres.cluster import Cluster, prepare_cluster
from totalaudio_ops.postgres.throwaway import Running, throwaway_server

__all__ = ["Binaries", "Cluster", "Running", "find_binaries", "prepare_cluster", "throwaway_server"]

# One image for everything; APP says what a container is: audio-intel, tracker, pitch-generator, worker, or all.
# Tags move. Before production, pin what you have tested: docker buildx imagetools inspect debian:trixie-slim prints
# the digest, and BASE=debian:trixie-slim@sha256:… builds from exactly that.
ARG BASE=debian:trixie-slim

FROM ${BASE} AS packages
# Debian takes versions away when it fixes them; the digest of BASE says which were there.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends python3 python3-venv \
    && rm -rf /var/lib/apt/lists/*
COPY requirements/runtime.txt /requirements.txt
RUN python3 -m venv /opt/totalaudio \
    && /opt/totalaudio/bin/pip install --no-cache-dir --disable-pip-version-check \
        --only-binary :all: --require-hashes -r /requirements.txt

FROM ${BASE}
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Total Audio Platform" \
      org.opencontainers.image.revision="${REVISION}"
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates python3 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin totalaudio \
    && install -d -o totalaudio -g totalaudio -m 0700 /data
COPY --from=packages /opt/totalaudio /opt/totalaudio
COPY deployables.toml pyproject.toml /app/
COPY requirements/runtime.txt /app/requirements/runtime.txt
COPY containers/start.sh /app/containers/start.sh
COPY db /app/db
COPY slos /app/slos
COPY src /app/src
RUN /opt/totalaudio/bin/python -m compileall -q /app/src
WORKDIR /app
USER 10001
ENV APP=all DATA_DIR=/data PYTHONDONTWRITEBYTECODE=1
VOLUME ["/data"]
EXPOSE 8000 8100
HEALTHCHECK --interval=10s --timeout=6s --start-period=60s --retries=3 CMD ["/app/containers/start.sh", "health"]
ENTRYPOINT ["/app/containers/start.sh"]

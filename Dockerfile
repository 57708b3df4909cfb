# The images of MediaNest, one for each SERVICE: gateway, auth, media, playlists, workers, and medianest, the operator's command.
#
#     docker build --build-arg SERVICE=media --tag medianest/media .
#
# All programs come from one build, whatever SERVICE says, so that six images cost one compilation.

ARG SERVICE=gateway

FROM swift:6.3-bookworm AS build
RUN apt-get update \
    && apt-get install --yes --no-install-recommends libbrotli-dev libhiredis-dev libpq-dev libssl-dev pkg-config zlib1g-dev \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY Package.swift ./
COPY Shared Shared
COPY services services
COPY Tools/medianest Tools/medianest
# Dependencies stay compiled in the mounted cache: a change of ours compiles ours. Swift's own libraries are linked in.

ENV MEDIANEST_ONLY=gateway,auth,media,playlists,workers,medianest
RUN --mount=type=cache,target=/source/.build,sharing=locked \
    swift build --configuration release --static-swift-stdlib -Xlinker --strip-all \
    && mkdir /programs \
    && cp .build/release/gateway .build/release/auth .build/release/media .build/release/playlists .build/release/workers \
        .build/release/medianest /programs/

# What every image has: the C libraries, certificates, time zones, and an account without a password, a shell or a home.
FROM debian:bookworm-slim AS runtime
RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
        ca-certificates libbrotli1 libhiredis0.14 libpq5 libssl3 tzdata zlib1g \
    && rm -rf /var/lib/apt/lists/* \
    && groupadd --gid 10001 medianest \
    && useradd --uid 10001 --gid medianest --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin medianest \
    && install --directory --owner=medianest --group=medianest --mode=0750 /var/lib/medianest
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.vendor="MediaNest" \
    org.opencontainers.image.licenses="Apache-2.0" \
    org.opencontainers.image.version="${VERSION}" \
    org.opencontainers.image.revision="${REVISION}"
# Inside of a container, its network's other members are who asks for health and metrics. No port of these is published.
ENV INTERNAL_HOST=0.0.0.0 \
    STORAGE_PATH=/var/lib/medianest \
    LANG=C.UTF-8
USER 10001:10001
WORKDIR /var/lib/medianest
STOPSIGNAL SIGTERM

FROM runtime AS gateway
LABEL org.opencontainers.image.title="medianest/gateway" \
    org.opencontainers.image.description="MediaNest's public door"
COPY --from=build /programs/gateway /usr/local/bin/
EXPOSE 4000
HEALTHCHECK --interval=5s --timeout=8s --start-period=60s --retries=3 CMD ["/usr/local/bin/gateway", "--health"]
ENTRYPOINT ["/usr/local/bin/gateway"]

FROM runtime AS auth
LABEL org.opencontainers.image.title="medianest/auth" \
    org.opencontainers.image.description="MediaNest's accounts, sessions and tokens"
COPY --from=build /programs/auth /usr/local/bin/
HEALTHCHECK --interval=5s --timeout=8s --start-period=60s --retries=3 CMD ["/usr/local/bin/auth", "--health"]
ENTRYPOINT ["/usr/local/bin/auth"]

FROM runtime AS media
LABEL org.opencontainers.image.title="medianest/media" \
    org.opencontainers.image.description="MediaNest's libraries, catalogue and search"
COPY --from=build /programs/media /usr/local/bin/
HEALTHCHECK --interval=5s --timeout=8s --start-period=60s --retries=3 CMD ["/usr/local/bin/media", "--health"]
ENTRYPOINT ["/usr/local/bin/media"]

FROM runtime AS playlists
LABEL org.opencontainers.image.title="medianest/playlists" \
    org.opencontainers.image.description="MediaNest's playlists"
COPY --from=build /programs/playlists /usr/local/bin/
HEALTHCHECK --interval=5s --timeout=8s --start-period=60s --retries=3 CMD ["/usr/local/bin/playlists", "--health"]
ENTRYPOINT ["/usr/local/bin/playlists"]

# The only one that starts other programs: ffprobe, ffmpeg and libvips read the media.
FROM runtime AS workers
LABEL org.opencontainers.image.title="medianest/workers" \
    org.opencontainers.image.description="MediaNest's background jobs"
USER root
RUN apt-get update \
    && apt-get install --yes --no-install-recommends ffmpeg libvips-tools util-linux \
    && rm -rf /var/lib/apt/lists/*
USER 10001:10001
COPY --from=build /programs/workers /usr/local/bin/
HEALTHCHECK --interval=5s --timeout=8s --start-period=60s --retries=3 CMD ["/usr/local/bin/workers", "--health"]
ENTRYPOINT ["/usr/local/bin/workers"]

FROM runtime AS medianest
LABEL org.opencontainers.image.title="medianest/medianest" \
    org.opencontainers.image.description="MediaNest's operator's command"
COPY --from=build /programs/medianest /usr/local/bin/
HEALTHCHECK NONE
ENTRYPOINT ["/usr/local/bin/medianest"]

FROM ${SERVICE}

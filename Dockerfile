# langcheck in an image that is not root and needs no network when it runs; docs/in-ci.md says how to use it.
FROM python:3.12-slim AS build
WORKDIR /src
COPY pyproject.toml hatch_build.py README.md LICENSE ./
COPY lexicon lexicon
COPY src src
RUN python -m venv /opt/langcheck
RUN /opt/langcheck/bin/python -m pip install --no-cache-dir --disable-pip-version-check ".[pdf]"

FROM python:3.12-slim
COPY --from=build /opt/langcheck /opt/langcheck
RUN useradd --uid 10001 --create-home --shell /usr/sbin/nologin langcheck
USER 10001
WORKDIR /work
ENTRYPOINT ["/opt/langcheck/bin/langcheck"]
CMD ["--help"]

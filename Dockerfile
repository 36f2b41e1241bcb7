FROM python:3.13-slim-bookworm AS build
WORKDIR /src
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/sitrep
COPY requirements/build.txt requirements/run.txt requirements/run.in requirements/
RUN /opt/sitrep/bin/pip install --require-hashes --no-deps -r requirements/build.txt -r requirements/run.txt
COPY pyproject.toml README.md LICENSE ./
COPY bot/ bot/
COPY handlers/ handlers/
COPY storage/ storage/
COPY cases/ cases/
RUN /opt/sitrep/bin/pip install --no-deps --no-build-isolation . \
    && /opt/sitrep/bin/pip uninstall --yes setuptools pip

FROM python:3.13-slim-bookworm
COPY --from=build /opt/sitrep /opt/sitrep
ENV PATH=/opt/sitrep/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 HOME=/data
# The database is the only thing that is ever written; the root file system can be read-only.
RUN install --directory --owner=10001 --group=10001 /data
USER 10001:10001
WORKDIR /data
VOLUME /data
HEALTHCHECK --interval=5m --timeout=20s --retries=3 CMD ["sitrep", "check"]
ENTRYPOINT ["sitrep"]
CMD ["chat"]

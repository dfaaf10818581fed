# One image for web, worker, beat and follower: the compose file names the command.
FROM python:3.11-slim AS build
WORKDIR /hub
COPY requirements/hub.lock requirements/hub.lock
RUN python -m venv .venv \
    && .venv/bin/pip install --no-cache-dir --require-hashes --requirement requirements/hub.lock

FROM python:3.11-slim
# An ordinary account: nothing in the container runs as root.
RUN useradd --create-home --uid 1000 hub \
    && mkdir -p /data && chown hub:hub /data
WORKDIR /hub
COPY --from=build /hub/.venv .venv
COPY . .
ENV PATH=/hub/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    HUB_DATA=/data \
    HOST=0.0.0.0 \
    PORT=8000
# Hashed and compressed once, when the image is made; the addresses serve only to let it start.
RUN pybabel --quiet compile --directory locale --domain django \
    && DATABASE_URL=postgresql://none/none REDIS_URL=redis://none SECRET_KEY=none HUB_DATA=/hub/built \
    python manage.py collectstatic --noinput \
    && chown -R hub:hub /hub/built
ENV STATIC_ROOT=/hub/built/static
USER hub
EXPOSE 8000

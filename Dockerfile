# One image, four uses: web, Celery worker, beat, signer. Which one is the command of docker-compose.yml.
FROM debian:12-slim

COPY .ci/packages /tmp/packages
RUN /tmp/packages python3 python3-venv libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/* /tmp/packages \
    && useradd --system --uid 10001 --home-dir /srv/thunklang --create-home thunklang

WORKDIR /app
COPY requirements.lock ./
RUN python3 -m venv .venv \
    && .venv/bin/python -m pip install --quiet --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.lock

COPY . ./
ENV PATH=/app/.venv/bin:$PATH VAR_DIR=/srv/thunklang PYTHONUNBUFFERED=1 DJANGO_SETTINGS_MODULE=config.settings
RUN python -m compileall -q . -x '\.venv' \
    && python -m tools.messages compile \
    && python manage.py collectstatic --noinput --verbosity 0 \
    && chown -R thunklang: /srv/thunklang

USER thunklang
EXPOSE 8000
CMD ["python", "-m", "config.serve", "--bind", "0.0.0.0:8000", "--workers", "2", "--threads", "4"]

# The application's image: web, worker, beat and the one-shot "prepare" are this image with another command.
# Building reaches the registries of Docker, PyPI and npm and nothing else.

FROM node:22-slim AS browser
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --omit=dev

FROM python:3.12-slim AS packages
COPY requirements/base.txt /tmp/base.txt
RUN python -m venv /venv \
 && /venv/bin/pip install --no-cache-dir --require-hashes --only-binary=:all: --disable-pip-version-check -r /tmp/base.txt

FROM python:3.12-slim
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 VAR_DIR=/var/lib/heating-ops
RUN useradd --system --uid 10069 --user-group --no-create-home --shell /usr/sbin/nologin heating-ops \
 && install -d -o heating-ops -g heating-ops /var/lib/heating-ops /var/lib/heating-ops/beat /var/lib/heating-ops/static
WORKDIR /app
COPY --from=packages /venv /venv
COPY . .
COPY --from=browser /app/node_modules node_modules
RUN python -m heating_ops.local.catalogues && python -m compileall -q .
USER heating-ops
VOLUME /var/lib/heating-ops
EXPOSE 8000

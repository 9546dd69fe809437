# The dashboard in one image: `docker compose up` puts nginx before it (see deploy/README.md).
FROM python:3.11-slim-bookworm

# Chromium draws the pictures; the fonts are Latin, Greek and Chinese.
RUN apt-get update \
 && apt-get install -y --no-install-recommends chromium fonts-liberation fonts-noto-cjk \
 && rm -rf /var/lib/apt/lists/*

WORKDIR /srv/crackdown
COPY requirements.txt .
RUN pip install --no-cache-dir --no-compile -r requirements.txt
COPY . .
RUN python -m data check \
 && python -m compileall -q app.py components data pages \
 && useradd --system --uid 10001 --home-dir /kept --create-home crackdown

USER crackdown
# The only place that is written to; everything else may be read-only (with a small /tmp in memory).
VOLUME /kept
ENV HOST=0.0.0.0 PORT=8501 HOME=/kept \
    CRACKDOWN_DB=/kept/crackdown.db CRACKDOWN_CACHE=/kept/cache \
    BROWSER_PATH=/usr/bin/chromium PYTHONDONTWRITEBYTECODE=1
EXPOSE 8501
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s \
  CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8501/healthz', timeout=4)"]
CMD ["python", "app.py"]

#!/bin/sh
# Prints the path of a Chromium for the browser tests; installs one where the platform allows it.
set -u
find_one() {
    for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable; do
        [ -n "$name" ] && command -v "$name" && return 0
    done
    return 1
}
find_one && exit 0
if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
    echo "installing Chromium for the browser tests" >&2
    { apt-get update && apt-get install -y --no-install-recommends chromium; } >&2 || true
    find_one && exit 0
fi
echo "no Chromium found, and the browser tests need one" >&2
echo "-> install it (Debian: apt-get install chromium), or name it: make test CHROMIUM=/path/to/it" >&2
exit 1

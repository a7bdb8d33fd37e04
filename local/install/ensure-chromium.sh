#!/bin/sh
# Make sure a Chromium is there for the browser tests; install the system's package where none is found.

find_chromium() {
    command -v chromium || command -v chromium-browser || command -v google-chrome
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

if found=$(find_chromium); then
    echo "Chromium: $found"
    exit 0
fi
echo "Chromium: none found, installing the system's package"
if command -v apt-get >/dev/null && { [ "$(id -u)" -eq 0 ] || command -v sudo >/dev/null; }; then
    as_root apt-get update -q && as_root apt-get install -y -q chromium
elif command -v brew >/dev/null; then
    brew install --cask google-chrome
fi
if ! find_chromium >/dev/null; then
    echo "The browser tests need Chromium. Install it so that 'chromium' or 'google-chrome' is on the PATH, then run make again." >&2
    exit 1
fi

#!/bin/sh
# Make sure hunspell and its Polish, British and Ukrainian dictionaries are there for the spelling test.

complete() {
    command -v hunspell >/dev/null || return 1
    for name in pl_PL en_GB uk_UA; do
        echo "" | hunspell -l -d "$name" >/dev/null 2>&1 || return 1
    done
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

complete && exit 0
echo "hunspell: not found or without a dictionary, installing the system's packages"
if command -v apt-get >/dev/null && { [ "$(id -u)" -eq 0 ] || command -v sudo >/dev/null; }; then
    as_root apt-get update -q && as_root apt-get install -y -q hunspell hunspell-pl hunspell-en-gb hunspell-uk
elif command -v brew >/dev/null; then
    brew install hunspell
fi
if ! complete; then
    echo "The spelling test needs hunspell with the dictionaries pl_PL, en_GB and uk_UA (from LibreOffice's dictionaries; \`hunspell -D\` tells where they belong). Install them, then run make again." >&2
    exit 1
fi

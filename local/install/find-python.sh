#!/bin/sh
# Print the path of a Python 3.13, or say what to do.

is_right() {
    [ -n "$1" ] && "$1" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 13))' 2>/dev/null
}

candidates() {
    command -v python3.13
    if command -v pyenv >/dev/null; then
        pyenv prefix 3.13 2>/dev/null | sed 's|$|/bin/python3.13|'
        ls -d "$(pyenv root)"/versions/3.13*/bin/python3.13 2>/dev/null
    fi
    command -v uv >/dev/null && uv python find 3.13 2>/dev/null
    command -v python3
}

for candidate in $(candidates); do
    if is_right "$candidate"; then
        echo "$candidate"
        exit 0
    fi
done
echo "Python 3.13 was not found. Install it (pyenv install 3.13, uv python install 3.13 or your system's package) and run make again." >&2
exit 1

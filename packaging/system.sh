#!/bin/sh
# Sees that the system packages are there that Python's packages cannot bring.  Usage: packaging/system.sh run|test|app
# As root on Debian or Ubuntu it installs what is missing; otherwise it names it. Where all is there it changes nothing.
set -eu

run="python3 python3-venv ca-certificates libgl1 libegl1 libglib2.0-0 libdbus-1-3 libxkbcommon0 libfontconfig1
libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-xkb1
libxkbcommon-x11-0 libx11-xcb1"
test="gnome-keyring dbus-daemon libreoffice-writer-nogui poppler-utils"
# PyInstaller needs objdump; Xvfb and xdotool try its result as a person would
app="binutils xvfb xdotool"

case "${1:-run}" in
    run) wanted=$run ;;
    test) wanted="$run $test" ;;
    app) wanted="$run $app" ;;
    *) echo "usage: $0 run|test|app" >&2; exit 2 ;;
esac

[ "$(uname -s)" = Linux ] || exit 0
if ! command -v dpkg-query >/dev/null 2>&1; then
    echo "This is not Debian or Ubuntu: if Qt does not start, install the equivalents of:" $wanted
    exit 0
fi

# A package may go by its name of the 64-bit time transition (libglib2.0-0t64).
has() {
    dpkg-query -W -f '${Status}\n' "$1" "$1t64" 2>/dev/null | grep -q 'install ok installed'
}

missing=""
for package in $wanted; do
    case $package in
        # A Python from elsewhere does as well as the system's.
        python3 | python3-venv)
            python3 -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && continue ;;
    esac
    has "$package" || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ]; then
    echo "Installing system packages:$missing"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends $missing >/dev/null
else
    echo "These system packages are missing:$missing"
    echo "Ask an administrator for:  apt-get install --no-install-recommends$missing"
    # Qt cannot start without these; the rest is missed only by some checks.
    PATH=$PATH:/usr/sbin:/sbin  # where ldconfig is, and an ordinary user's PATH is not
    for library in libGL.so.1 libEGL.so.1 libxkbcommon.so.0 libfontconfig.so.1; do
        ldconfig -p 2>/dev/null | grep -q "$library" || exit 1
    done
fi

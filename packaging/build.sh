#!/bin/sh
# Makes dist/langcheck, the folder with everything in it, in a fresh environment, and tries it: packaging/build.sh [PYTHON]
set -eu
cd "$(dirname "$0")/.."

"${1:-python3}" -m venv --clear build/folder-venv
if [ -d build/folder-venv/Scripts ]; then bin=build/folder-venv/Scripts; else bin=build/folder-venv/bin; fi
version=$("$bin/python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
"$bin/python" -m pip install --require-hashes -r "locks/offline-$version.txt"
"$bin/python" -m pip install --no-deps .
"$bin/python" -m pip install 'pyinstaller>=6.11,<7'
"$bin/python" -m PyInstaller --noconfirm --distpath dist --workpath build/folder packaging/langcheck.spec
"$bin/python" packaging/check.py dist/langcheck

# Finds what must be there before anything starts: a JDK 25, Python 3.13, Maven; for tests/run a browser as well. Sourced
# by up, test-account and tests/run.

say() { printf '\033[1m▸\033[0m %s\n' "$*"; }
die() { printf 'local: %s\n' "$*" >&2; exit 1; }

java_major() { # the feature version of a JDK home, or nothing
  [ -x "$1/bin/javac" ] || return 1
  "$1/bin/java" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' | head -n 1
}

find_java() { # prints the home of a JDK 25 or newer
  local home major
  for home in "${JAVA_HOME:-}" \
    "$(command -v javac >/dev/null 2>&1 && dirname "$(dirname "$(readlink -f "$(command -v javac)" 2>/dev/null || command -v javac)")")" \
    /usr/lib/jvm/*25* /usr/java/*25* /opt/*jdk*25* "$HOME"/.sdkman/candidates/java/25* "$HOME"/.jdks/*25* \
    /Library/Java/JavaVirtualMachines/*25*/Contents/Home "$HOME"/Library/Java/JavaVirtualMachines/*25*/Contents/Home \
    /opt/homebrew/opt/openjdk@25 /usr/local/opt/openjdk@25 \
    "$HOME"/.local/share/mise/installs/java/*25* "$HOME"/.asdf/installs/java/*25*; do
    [ -n "$home" ] || continue
    major=$(java_major "$home") || continue
    [ "${major:-0}" -ge 25 ] && { printf '%s\n' "$home"; return 0; }
  done
  return 1
}

find_python() { # prints a Python 3.13
  local python
  for python in "${AMENDS_PYTHON:-}" \
    "$HOME"/.pyenv/versions/3.13*/bin/python3.13 "$(command -v python3.13 2>/dev/null || true)" \
    /usr/bin/python3.13 /usr/local/bin/python3.13 /opt/homebrew/bin/python3.13 /opt/homebrew/opt/python@3.13/bin/python3.13 \
    "$HOME"/.local/share/mise/installs/python/3.13*/bin/python3.13 "$HOME"/.asdf/installs/python/3.13*/bin/python3.13 \
    "$HOME"/.local/share/uv/python/cpython-3.13*/bin/python3.13 \
    "$(command -v uv >/dev/null 2>&1 && uv python find 3.13 2>/dev/null || true)" \
    "$(command -v python3 2>/dev/null || true)"; do
    [ -n "$python" ] && [ -x "$python" ] || continue
    "$python" -c 'import sys, venv; sys.exit(sys.version_info[:2] != (3, 13))' 2>/dev/null && { printf '%s\n' "$python"; return 0; }
  done
  return 1
}

first_program() { # prints the first of these that can be run: paths, or names to be looked up
  local program
  for program in "$@"; do
    [ -n "$program" ] && command -v "$program" 2>/dev/null && return 0
  done
  return 1
}

find_browser() {
  first_program "${AMENDS_BROWSER:-}" chromium chromium-browser google-chrome google-chrome-stable \
    "/Applications/Chromium.app/Contents/MacOS/Chromium" \
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" \
    "$HOME/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
}

find_chromedriver() { # of the browser's version; Selenium would download one, so it is never asked
  first_program "${AMENDS_CHROMEDRIVER:-}" chromedriver chromium.chromedriver \
    /usr/lib/chromium/chromedriver /usr/lib/chromium-browser/chromedriver \
    /opt/homebrew/bin/chromedriver /usr/local/bin/chromedriver
}

find_tools() {
  JAVA_HOME=$(find_java) || die "JDK 25 not found: install it (for example Temurin 25 from https://adoptium.net) or set JAVA_HOME"
  PYTHON=$(find_python) || die "Python 3.13 not found: install it (for example 'uv python install 3.13' or 'pyenv install 3.13') or set AMENDS_PYTHON"
  command -v mvn >/dev/null 2>&1 || die "Maven not found: install Maven 3.8 or newer"
  export JAVA_HOME
}

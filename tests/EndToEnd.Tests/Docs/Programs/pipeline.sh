#!/bin/sh
# The built program. A server runs in the background until the guide ends, on a port of its own.
if [ "${1:-}" != serve ]; then
  exec "$GUIDE_DOTNET" "$GUIDE_PIPELINE" "$@"
fi
"$GUIDE_DOTNET" "$GUIDE_PIPELINE" "$@" --port 0 >/dev/null 2>"$GUIDE_STATE/served" &
echo $! >>"$GUIDE_STATE/servers"
tries=0
until grep -q '^serving .* at http://' "$GUIDE_STATE/served"; do
  tries=$((tries + 1))
  if [ $tries -gt 600 ]; then cat "$GUIDE_STATE/served" >&2; exit 1; fi
  sleep 0.1
done
sed -n 's|^serving .* at http://[^:]*:\([0-9]*\).*|\1|p' "$GUIDE_STATE/served" >"$GUIDE_STATE/port"

#!/bin/sh
# Looks only at the commands and at the names of the template's parameters.
case "$1" in
  build | deploy | delete | validate) ;;
  *) echo "sam $1 is not a command that a guide should show." >&2; exit 1 ;;
esac
for argument; do
  case "$argument" in
    *=*) grep -q "^  ${argument%%=*}:$" "$GUIDE_REPOSITORY/template.yaml" || { echo "$argument is not a parameter." >&2; exit 1; } ;;
  esac
done

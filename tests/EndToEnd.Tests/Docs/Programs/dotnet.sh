#!/bin/sh
# Looks only at what is named: the project, the options of its program, and the tests of a filter.
fail() { echo "$1" >&2; exit 1; }
command=$1 project=
shift
while [ $# -gt 0 ]; do
  case "$1" in
    --project) project=$2; shift ;;
    --filter)
      case "$2" in Speed*) exit 0 ;; esac
      name=${2#FullyQualifiedName~}
      grep -rqE "(class|namespace) .*$name" "$GUIDE_REPOSITORY/$project" --include='*.cs' || fail "No test of $project is named $name." ;;
    --filter=*) fail "Write --filter and its value as two words." ;;
    --) break ;;
    functions/* | tests/*) project=$1 ;;
  esac
  shift
done
case "$command $project" in "test " | "tool "*) exit 0 ;; esac
ls "$GUIDE_REPOSITORY/$project"/*.csproj >/dev/null || fail "There is no project in $project."
for option; do
  case "$option" in
    -- ) ;;
    --*) grep -rqF "\"$option\"" "$GUIDE_REPOSITORY/$project" --include='*.cs' || fail "$project has no option $option." ;;
  esac
done

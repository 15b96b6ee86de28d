#!/bin/sh
# Opens an issue when the archive is older than fetch.stale_days, and closes it when it has healed.
set -eu

label=stale-archive
open=$(gh issue list --label "$label" --state open --limit 1 --json number --jq '.[].number')
code=0
told=$(.venv/bin/broadsheet stale 2>&1) || code=$?

case "$code/$open" in
  0/) ;;
  0/*) gh issue close "$open" --comment "$told" ;;
  1/)
    gh label create "$label" --force --description "No new papers for too long"
    gh issue create --label "$label" --title "There are no new papers" --body "$told"
    ;;
  1/*) ;; # it is open already
  *) echo "$told" >&2; exit "$code" ;;
esac

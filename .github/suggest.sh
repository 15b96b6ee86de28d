#!/bin/sh
# Makes a pull request of an issue that was written with a form: what `broadsheet take` makes of
# BODY, on a branch of its own. NUMBER is the issue's, AUTHOR is who wrote it. Run again it makes
# the branch anew, on what has been accepted meanwhile: so a conflict of two suggestions goes.
set -eu

branch=suggestion-$NUMBER
work=$(mktemp -d)
printf '%s\n' "$BODY" > "$work/form"

if ! .venv/bin/broadsheet --quiet take "$work/form" --by "$AUTHOR" > "$work/title" 2> "$work/wrong"
then
  # Without the empty line it is no block of code, and people's words may name and link anybody.
  { printf 'This could not be taken in:\n\n'; sed 's/^/    /' "$work/wrong"; } > "$work/told"
  gh issue comment "$NUMBER" --body-file "$work/told"
  exit
fi
if [ ! -s "$work/title" ]; then
  echo "This needs a person: it is no form, or says nothing that can be stored as it is." |
    tee -a "$GITHUB_STEP_SUMMARY"
  exit
fi
.venv/bin/broadsheet build || test $? -eq 1
# For people, not for the log of this run, where it would be said beside lines.
env -u GITHUB_ACTIONS .venv/bin/broadsheet check > "$work/checked" 2>&1 || test $? -eq 1
{
  printf 'Closes #%s, which @%s wrote. ' "$NUMBER" "$AUTHOR"
  printf 'The site was built with it, and checked:\n\n'
  sed 's/^/    /' "$work/checked"
} > "$work/body"

git switch --quiet --create "$branch"
git add content
git commit --quiet --file "$work/title" --trailer "Suggested-by: @$AUTHOR in #$NUMBER"
if ! git push --quiet --force origin "$branch"; then
  echo "::error::The branch $branch may not be made: choose Settings → Rules → Rulesets, and allow it"
  exit 1
fi
if [ -n "$(gh pr list --head "$branch" --state open --json number --jq '.[].number')" ]; then
  exit # it was made by an earlier run, and shows what was pushed now
fi
if ! gh pr create --head "$branch" --title "$(cat "$work/title")" --body-file "$work/body"; then
  cat > "$work/told" <<END
It stands on the branch \`$branch\`. For pull requests to be opened here, choose *Settings → Actions
→ General → Allow GitHub Actions to create and approve pull requests*.
END
  cat "$work/told" >> "$GITHUB_STEP_SUMMARY"
  gh issue comment "$NUMBER" --body-file "$work/told"
fi

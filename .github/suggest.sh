#!/bin/sh
# Makes a pull request of an issue that was written with a form: what `broadsheet take` makes of
# BODY, on a branch of its own. NUMBER is the issue's, AUTHOR is who wrote it.
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
  echo "This needs a person: it is no form, or says nothing that can be stored as it is."
  exit
fi
.venv/bin/broadsheet build || test $? -eq 1

git switch --quiet --create "$branch"
git add content
git commit --quiet --file "$work/title" --trailer "Suggested-by: @$AUTHOR in #$NUMBER"
git push --quiet --force origin "$branch"
if ! gh pr create --head "$branch" --title "$(cat "$work/title")" \
  --body "Closes #$NUMBER, which @$AUTHOR wrote. The site was built with it."; then
  cat > "$work/told" <<END
It stands on the branch \`$branch\`. For pull requests to be opened here, choose *Settings → Actions
→ General → Allow GitHub Actions to create and approve pull requests*.
END
  gh issue comment "$NUMBER" --body-file "$work/told"
fi

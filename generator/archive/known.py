"""What is known of a site's files from an earlier run, and is believed as far as they are the same.

It loads little: a build that finds nothing new needs no more of the archive than this.
"""

from generator.archive.survey import Spread, Survey, here, survey
from generator.model.frozen import names
from generator.settings.site import Site
from generator.store import cache, premises, tree

# What settings say that no page hangs on; all else counts.
APART = ("folder", "budgets", "fetch", "mail")


def surveyed(site: Site, spread: Spread = here, *, keep: bool = True) -> Survey:
    """Return the survey of a site as it is now; it is kept for the next run, if `keep`.

    Raises:
        Problem: a folder or file cannot be read.
    """
    key = key_of(site)
    before = cache.read(site.cache / "survey", Survey, key) or Survey()
    found = survey(site, before, spread)
    if keep and found != before:
        cache.write(site.cache / "survey", found, key)
    return found


def key_of(site: Site) -> str:
    """Return what stands for all that decides, beside a site's files, what is made of them."""
    said = (getattr(site, name) for name in names(Site) if name not in APART)
    return tree.token_of((premises.premises(), *said))


def stamp_of(site: Site, found: Survey) -> str:
    """Return what stands for all that a site is made from."""
    return tree.token_of((key_of(site), found.token()))

// The service worker of the site; static/js/worker.js says what it does.
import { work } from "/papers/static/js.acf543bd/worker.js";

work(self, {
  base: "/papers/",
  version: "700e9fee",
  shell: [
    "/papers/static/css/library.a71ceea9.css",
    "/papers/static/css/site.c74a1bca.css",
    "/papers/static/css/status.f0401e7a.css",
    "/papers/static/icon.svg",
    "/papers/static/js.acf543bd/citations.js",
    "/papers/static/js.acf543bd/fresh.js",
    "/papers/static/js.acf543bd/kept.js",
    "/papers/static/js.acf543bd/keys.js",
    "/papers/static/js.acf543bd/library.js",
    "/papers/static/js.acf543bd/offline.js",
    "/papers/static/js.acf543bd/own.js",
    "/papers/static/js.acf543bd/paper.js",
    "/papers/static/js.acf543bd/rules.js",
    "/papers/static/js.acf543bd/store.js",
    "/papers/static/js.acf543bd/theme.js",
    "/papers/static/js.acf543bd/visits.js",
    "/papers/static/js.acf543bd/words.js",
    "/papers/static/js.acf543bd/worker.js",
    "/papers/words.json?29819c9e",
    "/papers/manifest.webmanifest",
  ],
  pages: [
    "/papers/offline/",
    "/papers/",
    "/papers/latest/",
    "/papers/library/",
    "/papers/days/2026-12-31/",
    "/papers/days/2027-01-01/",
    "/papers/days/2027-01-04/",
    "/papers/days/2027-01-05/",
  ],
});

// The service worker of the site; static/js/worker.js says what it does.
import { work } from "/papers/static/js.fc1f0721/worker.js";

work(self, {
<<<<<<< HEAD
  base: "/papers/",
  version: "9d4f539d",
  shell: [
    "/papers/static/css/library.a71ceea9.css",
    "/papers/static/css/site.2733f10d.css",
=======
  version: "19f97f28",
  shell: [
    "/papers/static/css/library.0c072360.css",
    "/papers/static/css/search.31f303bf.css",
    "/papers/static/css/site.173c64f6.css",
>>>>>>> 29c1269fa07021a8928bb0dcf155c9e71c6c039b
    "/papers/static/css/status.f0401e7a.css",
    "/papers/static/icon.svg",
    "/papers/static/js.fc1f0721/citations.js",
    "/papers/static/js.fc1f0721/copies.js",
    "/papers/static/js.fc1f0721/fresh.js",
    "/papers/static/js.fc1f0721/kept.js",
    "/papers/static/js.fc1f0721/keys.js",
    "/papers/static/js.fc1f0721/library.js",
    "/papers/static/js.fc1f0721/offline.js",
    "/papers/static/js.fc1f0721/own.js",
    "/papers/static/js.fc1f0721/paper.js",
    "/papers/static/js.fc1f0721/rules.js",
    "/papers/static/js.fc1f0721/search/bits.js",
    "/papers/static/js.fc1f0721/search/engine.js",
    "/papers/static/js.fc1f0721/search/page.js",
    "/papers/static/js.fc1f0721/search/query.js",
    "/papers/static/js.fc1f0721/search/words.js",
    "/papers/static/js.fc1f0721/store.js",
    "/papers/static/js.fc1f0721/theme.js",
    "/papers/static/js.fc1f0721/visits.js",
    "/papers/static/js.fc1f0721/words.js",
    "/papers/static/js.fc1f0721/worker.js",
    "/papers/words.json?27325482",
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

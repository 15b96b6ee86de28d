// The service worker of the site; static/js/worker.js says what it does.
import { work } from "/papers/static/js.fc50d6eb/worker.js";

work(self, {
  version: "3f04980b",
  shell: [
    "/papers/static/css/library.0c072360.css",
    "/papers/static/css/site.20463d0d.css",
    "/papers/static/css/status.f0401e7a.css",
    "/papers/static/icon.svg",
    "/papers/static/js.fc50d6eb/citations.js",
    "/papers/static/js.fc50d6eb/copies.js",
    "/papers/static/js.fc50d6eb/fresh.js",
    "/papers/static/js.fc50d6eb/kept.js",
    "/papers/static/js.fc50d6eb/keys.js",
    "/papers/static/js.fc50d6eb/library.js",
    "/papers/static/js.fc50d6eb/offline.js",
    "/papers/static/js.fc50d6eb/own.js",
    "/papers/static/js.fc50d6eb/paper.js",
    "/papers/static/js.fc50d6eb/rules.js",
    "/papers/static/js.fc50d6eb/store.js",
    "/papers/static/js.fc50d6eb/theme.js",
    "/papers/static/js.fc50d6eb/visits.js",
    "/papers/static/js.fc50d6eb/words.js",
    "/papers/static/js.fc50d6eb/worker.js",
    "/papers/words.json?1d586adb",
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

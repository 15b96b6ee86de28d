// The service worker of the site; static/js/worker.js says what it does.
import { work } from "/papers/static/js.394a6639/worker.js";

work(self, {
  base: "/papers/",
  version: "40a00299",
  shell: [
    "/papers/static/css/library.a71ceea9.css",
    "/papers/static/css/site.c74a1bca.css",
    "/papers/static/css/status.f0401e7a.css",
    "/papers/static/icon.svg",
    "/papers/static/js.394a6639/citations.js",
    "/papers/static/js.394a6639/fresh.js",
    "/papers/static/js.394a6639/kept.js",
    "/papers/static/js.394a6639/keys.js",
    "/papers/static/js.394a6639/library.js",
    "/papers/static/js.394a6639/offline.js",
    "/papers/static/js.394a6639/own.js",
    "/papers/static/js.394a6639/paper.js",
    "/papers/static/js.394a6639/rules.js",
    "/papers/static/js.394a6639/store.js",
    "/papers/static/js.394a6639/theme.js",
    "/papers/static/js.394a6639/visits.js",
    "/papers/static/js.394a6639/words.js",
    "/papers/static/js.394a6639/worker.js",
    "/papers/words.json?ac3f3d85",
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

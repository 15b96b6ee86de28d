// Reading without a network: the server is stopped, goes on with another build, takes its service
// worker away. SITE is a built tests/corpus, NEXT another with more papers and another style, OFF one
// that keeps nothing.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { served } from "../site.js";
import { fresh } from "./begun.js";

const { SITE, NEXT, OFF } = process.env;
const DAY = "days/2027-01-04/";
const OLD = "papers/2612.00001/"; // not on a day that is visited here
/** @type {any} */
let site, page, strange;

beforeEach(async (t) => {
  site = await served(SITE); // one that can be stopped
  page = await (await fresh()).newPage();
  strange = [];
  page.context().on("request", (each) => each.url().startsWith(site.address) || strange.push(each.url()));
  t.after(() => page.context().close());
  t.after(() => site.stop());
});

const copies = (page) =>
  page.evaluate(async () => {
    const found = {};
    for (const name of await caches.keys()) found[name] = (await (await caches.open(name)).keys()).map((each) => new URL(each.url).pathname);
    return found;
  });
const until = async (holds) => {
  for (const end = Date.now() + 30_000; Date.now() < end; ) {
    if (await holds()) return;
    await new Promise((done) => setTimeout(done, 50));
  }
  assert.fail(String(holds));
};
const keeps = (path) => until(async () => (await copies(page))["broadsheet /papers/ copies"]?.includes(`/papers/${path}`));
// No worker brings pages any more; a copy that it was still writing goes with the next page.
const gone = (page) =>
  until(async () => {
    await opened(DAY);
    return Object.keys(await copies(page)).length === 0;
  });
const controlled = () => page.waitForFunction(() => navigator.serviceWorker.controller?.state === "activated");
const opened = (path) => page.goto(site.address + path, { waitUntil: "load" });
const styled = () => page.evaluate(() => getComputedStyle(document.querySelector(".foot")).borderTopStyle === "double");
const late = () => page.locator(".card", { hasText: "A Loom that Came Late" });
const KEPT = /No network: this is a copy, kept \d+ \w+ \d{4}, /;

async function visited() {
  await opened("");
  await controlled();
  await keeps(DAY);
  await opened(OLD);
  await page.getByRole("button", { name: "Star" }).click();
  await until(async () => (await copies(page))["broadsheet /papers/ copies"]?.includes(`/papers/${OLD}`));
}

test("with the server stopped the last days, the library and starred papers open, and say how old they are", async () => {
  await visited();
  await site.stop();
  for (const [path, words] of [["", "The Loom"], [DAY, "Papers of 4 January 2027"], [OLD, "Ada Lovelace, Mary Somerville"], ["library/", "Library"], ["latest/", "Papers of 5 January 2027"]]) {
    await opened(path);
    await page.getByText(KEPT).waitFor();
    assert.match(await page.locator("body").innerText(), new RegExp(words));
    assert.ok(await styled(), path);
  }
  await opened("library/");
  await page.locator("#mine .title", { hasText: "A Loom for 2 Hands" }).waitFor();
  await opened("topics/");
  await page.getByRole("heading", { name: "Not kept" }).waitFor();
  await page.waitForTimeout(300);
  assert.equal(await page.getByText(KEPT).count(), 0, "what is not kept is no copy");
  await page.getByRole("link", { name: "4 January 2027" }).click();
  await page.getByRole("heading", { name: "Papers of 4 January 2027" }).waitFor();
  assert.deepEqual(strange, []);
});

test("after an update the new site shows at once, and what was kept of the old one still has a style", async () => {
  await visited();
  const before = Object.keys(await copies(page));
  site.folder = NEXT;
  await opened(DAY);
  await late().waitFor();
  assert.equal(await page.getByText(KEPT).count(), 0);
  await page.evaluate(() => navigator.serviceWorker.getRegistration().then((each) => each.update())); // a browser looks when it has time
  await until(async () => !Object.keys(await copies(page)).some((name) => name.includes("shell") && before.includes(name)));
  await site.stop();
  await opened(DAY);
  await late().waitFor();
  await opened(OLD);
  await page.getByText(KEPT).waitFor();
  assert.ok(await styled());
});

test("what was starred in another browser is kept here too, once the library was open", async () => {
  await opened("library/");
  const papers = { "2612.00001": { star: [5, true] } };
  const buffer = Buffer.from(JSON.stringify({ format: "broadsheet library", version: 2, papers, choices: {} }));
  await page.locator("main.ready").waitFor();
  await page.locator("#bring").setInputFiles({ name: "library.json", mimeType: "application/json", buffer });
  await page.locator("#mine .title", { hasText: "A Loom for 2 Hands" }).waitFor();
  await opened("library/");
  await keeps(OLD);
});

test("a service worker that is broken, or gone, holds nobody back", async () => {
  await visited();
  await page.evaluate(() => navigator.serviceWorker.getRegistration().then((each) => each.update()));
  for (const answer of ["this is no script (", null]) {
    await page.context().route("**/sw.js", (route) => (answer ? route.fulfill({ body: answer, contentType: "text/javascript" }) : route.fulfill({ status: 404 })));
    site.folder = answer ? NEXT : SITE;
    await opened(DAY);
    assert.equal(await late().count() > 0, !!answer);
  }
});

test("what the server fails to give is no copy, and takes no copy's place", async () => {
  site.instead[DAY] = (response) => response.writeHead(500).end("A failure");
  await opened("");
  await controlled();
  await keeps("latest/");
  assert.ok(!(await copies(page))["broadsheet /papers/ copies"].includes(`/papers/${DAY}`));
});

test("a network that says nothing is waited for a while; a page that comes slowly comes whole", async () => {
  await visited();
  site.instead[DAY] = () => {};
  site.instead[OLD] = (response) => {
    response.writeHead(200, { "Content-Type": "text/html" }).write("<!doctype html><title>Slow</title><p>Begun");
    setTimeout(() => response.end("<p>Ended"), 7000);
  };
  const slow = await page.context().newPage();
  await Promise.all([opened(DAY), slow.goto(site.address + OLD)]);
  await page.getByText(KEPT).waitFor();
  await slow.getByText("Ended").waitFor();
});

test("where the site keeps nothing any more, what was kept goes", async () => {
  await visited();
  site.folder = OFF;
  await opened("");
  await gone(page);
  assert.equal(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length), 0);
  await opened("library/");
  await page.locator("#mine .title", { hasText: "A Loom for 2 Hands" }).waitFor();
  assert.equal(await page.locator("#offline").count(), 0);
});

test("a reader clears it in the library, and it stays so", async () => {
  await visited();
  await opened("library/");
  const choice = page.getByLabel("Keep the last days and starred papers to read offline");
  await page.getByText(/^\d+ pages are kept\.$/).waitFor();
  await choice.uncheck();
  await page.getByText("0 pages are kept.").waitFor();
  await gone(page);
  await opened("library/");
  await choice.check();
  await keeps(DAY);
});

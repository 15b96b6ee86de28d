// The reader's own in Chromium: visits, tabs, files, and what a browser may refuse. SITE is a built
// tests/corpus, NEXT the same with a day more, another comma, and papers in another language.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { fresh, site } from "./begun.js";

const { SITE, NEXT } = process.env;
const DAY = "days/2027-01-04/";
const IDS = ["2701.00007", "2612.00009"]; // the first two
/** @type {any} */
let context, strange;

beforeEach(async () => {
  await context?.close();
  site.folder = SITE;
  context = await reader();
});

// A profile of its own. Whatever it asks of anybody but the site, and each error, is noted.
async function reader(options = {}) {
  const made = await fresh({ viewport: { width: 1000, height: 700 }, ...options });
  strange = [];
  made.on("request", (each) => each.url().startsWith(site.address) || each.url().startsWith("blob:") || strange.push(each.url()));
  made.on("response", (each) => each.status() >= 400 && strange.push(`${each.status()} ${each.url()}`));
  made.on("weberror", (each) => strange.push(each.error().message));
  return made;
}

async function opened(path, page) {
  page ??= await context.newPage();
  await page.goto(site.address + path);
  await page.locator(path === "library/" || path.startsWith("library/#") ? "main.ready" : "html[data-hides='']").waitFor();
  if (!path.startsWith("library")) await page.locator(".own").first().waitFor();
  return page;
}

const card = (page, id) => page.locator(`[id="${id}"]`);
const mark = (page, id, words) => card(page, id).getByRole("button", { name: words });
const said = (page, words) => page.locator(".said", { hasText: words }).waitFor();
const pressed = (page, id, words) => card(page, id).getByRole("button", { name: words, pressed: true }).waitFor();

async function starred(page, id) {
  await mark(page, id, "Star").click();
  await said(page, "Starred: ");
  await learned(page, id);
}

// Wait until it is known what a paper's own page tells.
async function learned(page, id) {
  while (!(await page.evaluate(entry, id)).facts);
}

// What the browser keeps of a paper, asked within the page.
const entry = async (id) => {
  const database = await new Promise((done) => (indexedDB.open("broadsheet /papers/").onsuccess = ({ target }) => done(target.result)));
  const found = await new Promise((done) => (database.transaction("kept").objectStore("kept").getAll().onsuccess = ({ target }) => done(target.result)));
  database.close();
  return found.map((text) => JSON.parse(text)[id]).find(Boolean) ?? {};
};

async function exported(page, name = "All as JSON") {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name, exact: true }).click()]);
  const parts = [];
  for await (const part of await download.createReadStream()) parts.push(part);
  return Buffer.concat(parts).toString();
}

const brought = (page, text) => page.locator("#bring").setInputFiles({ name: "library.json", mimeType: "application/json", buffer: Buffer.from(text) });

test("a star is there on every page of the paper and in the library, with what its page tells", async () => {
  const page = await opened(DAY);
  await starred(page, IDS[0]);
  await opened(`papers/${IDS[0]}/`, page);
  await page.getByRole("button", { name: "Star", pressed: true }).waitFor();
  await opened("library/", page);
  assert.equal(await page.locator("#mine .title").innerText(), "A Loom that Everybody Uses");
  assert.match(await page.locator("#mine .by").innerText(), /Joan Roe, Jane Roe\u00a0· 3 Jan 2027/);
  await page.locator("#mine").getByRole("button", { name: "Star" }).click();
  await said(page, "No longer starred");
  await page.reload();
  await page.getByText("Nothing yet.").waitFor();
  assert.deepEqual(strange, []);
});

test("a note is kept word for word, and is only ever text", async () => {
  const page = await opened(DAY);
  const words = "<img src=x onerror=alert(1)>\nTwo lines";
  await mark(page, IDS[0], "Note").click();
  await page.getByRole("textbox", { name: "Note" }).fill(words);
  await page.getByRole("button", { name: "Done" }).click();
  await said(page, "Note kept");
  await learned(page, IDS[0]);
  await opened("library/", page);
  await page.locator("select[name=list]").selectOption("note");
  assert.equal(await page.locator("#mine .words").innerText(), words);
  assert.deepEqual(strange, []);
});

test("the second visit tells what is new since the first, at home and on the day", async () => {
  const page = await opened("");
  assert.equal(await page.locator("#yours").innerText(), "");
  await opened("", page);
  assert.equal(await page.locator("#yours").innerText(), "", "it is still the first visit");
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === "activated"); // it took what it needs from this site
  site.folder = NEXT;
  await page.clock.setFixedTime(Date.now() + 3_600_000);
  await opened("", page);
  assert.match(await page.locator("#yours").innerText(), /^2 new since \d+ \w+ \d{4}, /);
  await page.locator("#yours a").click();
  await page.waitForURL("**/days/2027-01-04/");
  await page.locator("html[data-hides='']").waitFor();
  assert.match(await page.locator("#yours").innerText(), /1 new since/);
  assert.deepEqual(await page.locator(".card:has(.own b)").evaluateAll((all) => all.map((each) => each.id)), ["2701.00090"]);
  assert.deepEqual(strange, []);
});

test("two tabs at once lose nothing, and each shows what the other did", async () => {
  const [one, other] = [await opened(DAY), await opened(DAY)];
  const done = [[one, IDS[0], "Star"], [other, IDS[0], "Later"], [one, IDS[1], "Seen"], [other, IDS[1], "Star"]];
  await Promise.all(done.map(([page, id, words]) => mark(page, id, words).dispatchEvent("click")));
  for (const page of [one, other]) for (const [, id, words] of done) await pressed(page, id, words);
});

test("the library shows and takes along what is kept now: a star taken back, a note, what another tab stars", async () => {
  const [page, other] = [await opened("library/"), await opened(DAY)];
  for (const id of IDS) await starred(other, id);
  await page.locator("#mine li").nth(1).waitFor();
  await page.bringToFront();
  await page.locator("#mine li", { hasText: "Somebody" }).getByRole("button", { name: "Star" }).click();
  await said(page, "No longer starred");
  const row = page.locator("#mine li", { hasText: "Everybody" });
  await row.getByRole("button", { name: "Note" }).click();
  await page.locator("dialog textarea").fill("To be read twice");
  await page.getByRole("button", { name: "Done" }).click();
  await row.locator(".words", { hasText: "To be read twice" }).waitFor();
  await page.locator("select[name=sort]").selectOption("title");
  await page.getByText("1 paper", { exact: true }).waitFor();
  assert.match(await exported(page, "Markdown"), /^[^]*Everybody[^]*To be read twice\n$/);
  await page.locator("#tools [type=search]").fill("twice");
  assert.equal(await page.locator("#mine li").count(), 1);
  await page.locator("select[name=list]").selectOption("note");
  assert.equal(await page.locator("#mine li").count(), 1);
  assert.deepEqual(strange, []);
});

test("what was chosen in one tab, or brought in there, holds in each", async () => {
  const [page, other] = [await opened("library/"), await opened(DAY)];
  const choices = { "word loom": [1, "mute"], hide: [1, true], keys: [1, false] };
  await brought(page, JSON.stringify({ format: "broadsheet library", version: 2, papers: {}, choices }));
  await page.locator("#rules li", { hasText: "loom" }).waitFor();
  assert.ok(await page.getByLabel("Hide what I have seen").isChecked());
  assert.ok(!(await page.locator("#keys").isChecked()));
  assert.equal(await page.evaluate(() => localStorage["broadsheet hides"]), "1");
  await starred(other, IDS[0]); // by then it has heard
  await other.locator("body").click();
  await other.keyboard.press("j");
  assert.equal(await other.evaluate(() => document.activeElement.closest(".card")), null);
  await page.locator("#keys").check();
  await other.bringToFront();
  while (await other.evaluate(() => !document.activeElement.closest(".card"))) await other.keyboard.press("j");
  assert.deepEqual(strange, []);
});

test("a star is there among what a search finds too", async () => {
  const page = await opened(DAY);
  await starred(page, IDS[0]);
  await page.goto(`${site.address}search/?q=everybody`);
  await page.locator(".result[data-star]").waitFor();
  assert.deepEqual(strange, []);
});

test("a search that was open while the site was made anew finds what is new", async () => {
  const page = await context.newPage();
  await page.goto(`${site.address}search/`);
  await page.locator("#found:not([aria-busy])").waitFor();
  site.folder = NEXT;
  await page.locator("#search input").fill("came late");
  await page.locator(".result", { hasText: "A Loom that Came Late" }).waitFor();
  assert.match(await page.locator("#told").innerText(), /^1 paper, in \d+ ms$/);
});

test("an export brought into a fresh profile is all there; two exports are merged, what was taken back stays so", async () => {
  const page = await opened(DAY);
  await starred(page, IDS[0]);
  await starred(page, IDS[1]);
  await opened("library/", page);
  const first = await exported(page);
  await page.locator("#mine li", { hasText: "Everybody" }).getByRole("button", { name: "Star" }).click();
  await said(page, "No longer starred");
  const second = await exported(page);
  for (const files of [[first, second], [second, first]]) {
    await context.close();
    context = await reader();
    const fresh = await opened("library/");
    for (const file of files) {
      await brought(fresh, file);
      await said(fresh, "Brought in: 2 papers");
      await fresh.locator(".said").evaluate((each) => (each.textContent = ""));
    }
    assert.deepEqual(await fresh.locator("#mine .title").allInnerTexts(), [JSON.parse(second).papers[IDS[1]].facts[1].title]);
  }
  assert.deepEqual(strange, []);
});

test("a file that is not ours is refused in words, an old one is read", async () => {
  const page = await opened("library/");
  await brought(page, '{"items": []}');
  await said(page, "This file is no library of this site");
  await brought(page, '{"format": "broadsheet library", "version": 99}');
  await said(page, "newer version");
  const old = { format: "broadsheet library", version: 1, papers: { "2601.00001": { at: 5, title: "Old <b>", authors: ["A"], date: "2026-01-02", star: true } } };
  await brought(page, JSON.stringify(old));
  await said(page, "Brought in: 1 paper");
  assert.equal(await page.locator("#mine .title").innerText(), "Old <b>");
});

test("what an older version of the site kept is taken over", async () => {
  const page = await context.newPage();
  await page.goto(`${site.address}feeds.none`); // of the site, and without a script
  strange.length = 0;
  await page.evaluate(
    () =>
      new Promise((done) => {
        const request = indexedDB.open("broadsheet /papers/", 1);
        request.onupgradeneeded = () => request.result.createObjectStore("papers", { keyPath: "id" });
        request.onsuccess = () => {
          const writing = request.result.transaction("papers", "readwrite");
          writing.objectStore("papers").put({ id: "2701.00007", at: 5, title: "Kept long ago", authors: [], date: "2026-01-02", star: true });
          writing.oncomplete = () => done(request.result.close());
        };
      }),
  );
  await opened("library/", page);
  assert.equal(await page.locator("#mine .title").innerText(), "Kept long ago");
});

test("without JavaScript the library says so, and shows nothing that would do nothing", async () => {
  await context.close();
  context = await reader({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${site.address}library/`);
  assert.ok(await page.locator("noscript p").isVisible());
  assert.equal(await page.locator("main :is(button, input, select):visible").count(), 0);
});

test("where storage is blocked it is said, once, and costs only this", async () => {
  await context.addInitScript(() => {
    for (const name of ["indexedDB", "localStorage", "sessionStorage", "caches"])
      Object.defineProperty(window, name, { get: () => { throw new DOMException("blocked", "SecurityError"); } });
  });
  const page = await context.newPage();
  await page.goto(site.address + DAY);
  await said(page, "This browser keeps nothing for this site");
  assert.equal(await page.locator(".card").count(), 6);
  await page.locator(".title a").first().click();
  await page.locator("h1", { hasText: "A Loom that Everybody Uses" }).waitFor();
  await page.locator("html[data-hides='']").waitFor();
  assert.equal(await page.locator(".said").innerText(), "");
  await page.goto(`${site.address}library/`);
  await said(page, "This browser keeps nothing for this site");
  assert.ok(await page.locator("h1", { hasText: "Library" }).isVisible());
  assert.deepEqual(strange, []);
});

test("where there is no room it is said, and nothing seems kept that is not", async () => {
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send("Storage.overrideQuotaForOrigin", { origin: new URL(site.address).origin, quotaSize: 1 });
  await page.clock.install();
  await opened(DAY, page);
  assert.equal(await page.locator(".said").innerText(), "");
  await mark(page, IDS[0], "Star").click();
  await said(page, "room for this site is full");
  assert.equal(await mark(page, IDS[0], "Star").getAttribute("aria-pressed"), "false");
  await page.clock.fastForward(10_000);
  await page.locator(".said", { hasText: /^$/ }).waitFor({ state: "attached" });
  await mark(page, IDS[0], "Note").click();
  await page.getByRole("textbox", { name: "Note" }).fill("Hours of thought.");
  await page.getByRole("button", { name: "Done" }).click();
  await said(page, "room for this site is full");
  await mark(page, IDS[0], "Note").click();
  assert.equal(await page.getByRole("textbox", { name: "Note" }).inputValue(), "Hours of thought.", "it can be copied, or tried again");
  await opened("library/", page);
  await page.getByLabel("Hide what I have seen").click();
  await said(page, "room for this site is full");
  assert.ok(!(await page.getByLabel("Hide what I have seen").isChecked()));
});

test("where copies have no room, a star is kept and the library opens all the same", async () => {
  await context.addInitScript(() => window.Cache && (Cache.prototype.put = () => Promise.reject(new DOMException("full", "QuotaExceededError"))));
  const page = await opened(DAY);
  await starred(page, IDS[0]);
  await opened("library/", page);
  assert.match(await page.locator("#mine .by").innerText(), /Joan Roe/);
  assert.deepEqual(strange, []);
});

test("a newer version in another tab takes the library over, and this one says so", async () => {
  const page = await opened(DAY);
  await page.evaluate(() => new Promise((done) => (indexedDB.open("broadsheet /papers/", 99).onsuccess = done)));
  await mark(page, IDS[0], "Star").click();
  await said(page, "A newer version of this site");
  assert.deepEqual(strange, []);
});

test("seen papers hide if so chosen, muted ones too; what is sought is pointed to; nothing moves", async () => {
  const page = await opened("library/");
  await page.getByLabel("Hide what I have seen").check();
  for (const [does, by, what] of [["Mute", "an author", "icarus"], ["Highlight", "a word", "WEIGHTS"]]) {
    await page.getByLabel("What to do", { exact: true }).selectOption(does);
    await page.getByLabel("By what").selectOption(by);
    await page.getByLabel("Which").fill(what);
    await page.getByRole("button", { name: "Add" }).click();
    await page.locator("#rules li", { hasText: what.toLowerCase() }).waitFor();
  }
  await opened(DAY, page);
  await mark(page, IDS[1], "Seen").click();
  await said(page, "Seen: ");
  assert.ok(await card(page, IDS[1]).isVisible(), "it goes with the next look at the page");
  await page.addInitScript(() => {
    window.shifted = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((each) => (window.shifted += each.value))).observe({ type: "layout-shift", buffered: true });
  });
  await opened(DAY, page);
  assert.match(await page.locator("#yours").innerText(), /2 hidden/);
  assert.ok(!(await card(page, IDS[1]).isVisible()));
  assert.match(await card(page, IDS[0]).innerText(), /Highlighted: weights/);
  assert.ok((await page.evaluate(() => window.shifted)) < 0.001); // a busy machine tells of a tenth of a pixel
  await page.locator("#yours button").click();
  assert.ok(await card(page, IDS[1]).isVisible());
});

test("a list that says nothing of what is new tells how many papers are hidden, and shows them", async () => {
  const page = await opened("library/");
  const choices = { "topic looms": [1, "mute"] };
  await brought(page, JSON.stringify({ format: "broadsheet library", version: 2, papers: {}, choices }));
  await page.locator("#rules li").waitFor(); // it is kept
  await page.addInitScript(() => {
    window.shifted = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((each) => (window.shifted += each.value))).observe({ type: "layout-shift", buffered: true });
  });
  await page.goto(`${site.address}topics/looms/`);
  await page.locator("html[data-hides='']").waitFor();
  const every = await page.locator(".card").count();
  assert.ok(every && !(await page.locator(".card:visible").count()));
  assert.equal(await page.locator(".body #yours").innerText(), `${every} hidden Show`);
  assert.ok((await page.evaluate(() => window.shifted)) < 0.001);
  await page.getByRole("button", { name: "Show" }).press("Enter");
  assert.equal(await page.locator(".card:visible").count(), every);
  assert.equal(await page.locator("#yours").count(), 0, "nothing is hidden any more");
  assert.ok(await page.evaluate(() => document.activeElement === document.querySelector(".card .title a")));
  assert.deepEqual(strange, []);
});

test("who drops a rule or shows what is hidden by a key is left where it was", async () => {
  const page = await opened("library/");
  const choices = { "word loom": [1, "mute"], "word hand": [1, "mute"] };
  await brought(page, JSON.stringify({ format: "broadsheet library", version: 2, papers: {}, choices }));
  const drops = page.locator("#rules button");
  await drops.nth(1).press("Enter");
  while ((await drops.count()) > 1);
  await page.waitForFunction(() => document.activeElement.name === "what");
  await page.goto(site.address + DAY);
  await page.getByRole("button", { name: "Show" }).press("Enter");
  const at = () => document.activeElement.closest(".card") === document.querySelector(".card:has(.title [href*='2701.00007'])");
  assert.ok(await page.evaluate(at));
  assert.deepEqual(strange, []);
});

test("who chose so has seen what was scrolled past", async () => {
  const page = await opened("library/");
  await page.getByLabel("What I scroll past is seen").check();
  await page.setViewportSize({ width: 600, height: 300 });
  await opened(DAY, page);
  await page.mouse.move(300, 150);
  const first = card(page, IDS[0]);
  const below = () => first.evaluate((each) => each.getBoundingClientRect().bottom);
  while ((await below()) > 0) {
    await page.mouse.wheel(0, 120);
    await page.evaluate(() => new Promise(requestAnimationFrame));
  }
  await pressed(page, IDS[0], "Seen");
  assert.equal(await page.locator(".card").last().getByRole("button", { name: "Seen" }).getAttribute("aria-pressed"), "false");
});

test("who jumps over papers has not seen them", async () => {
  const page = await opened("library/");
  await page.getByLabel("What I scroll past is seen").check();
  await page.setViewportSize({ width: 600, height: 300 });
  const last = await (await opened(DAY, page)).locator(".card").last().getAttribute("id");
  await page.evaluate((id) => (location.hash = id), last);
  await opened(`${DAY}#${last}`, await context.newPage()); // one that begins there
  await card(page, last).getByRole("button", { name: "Later" }).click();
  await said(page, "To read later");
  assert.equal(await page.locator(".card[data-seen]").count(), 0);
});

test("a link shares a list: its titles come from the site, and nothing is kept unless it is wished", async () => {
  const page = await opened(`library/#ids=${IDS.join()},../../evil,2701.99999`);
  await page.locator("#mine .title", { hasText: "Everybody" }).waitFor();
  assert.ok(await page.locator("#shared").isVisible());
  assert.equal(await page.locator("#mine li").count(), 3);
  assert.deepEqual(strange, [`404 ${site.address}papers/2701.99999/`]);
  assert.deepEqual(await page.evaluate(entry, IDS[0]), {});
  const topic = page.locator("#tools [name=topic]");
  await topic.selectOption("Looms");
  await page.locator("#count", { hasNotText: "3 papers" }).waitFor();
  await topic.selectOption("");
  await page.getByRole("button", { name: "Star all" }).click();
  await page.locator("#shared").waitFor({ state: "hidden" });
  await topic.selectOption("Looms");
  await page.evaluate(() => dispatchEvent(new Event("hashchange"))); // the list is made anew
  await page.waitForTimeout(500);
  assert.equal(await topic.inputValue(), "Looms");
  await topic.selectOption("");
  await page.getByRole("button", { name: "Make and copy it" }).click();
  const link = await page.locator("#link").inputValue();
  assert.deepEqual(new URL(link).hash.slice(5).split(",").sort(), [...IDS, "2701.99999"].sort());
});

test("in a list that was shared by an older address a paper has its title", async () => {
  const page = await opened("library/#ids=title-bbbbbbbbbbbb");
  await page.locator("#mine .title a", { hasText: "A Paper that Has a Name by Now" }).click();
  await page.waitForURL("**/papers/2701.00004/");
  assert.deepEqual(strange, []);
});

test("a list is there before its papers are known, and whether they are here at all", async () => {
  await context.route("**/papers/papers/**", () => {}); // no answer ever
  const page = await opened(`library/#ids=${Array.from({ length: 300 }, (_, at) => `2601.${at}`)}`);
  assert.equal(await page.locator("#mine .title").first().innerText(), "2601.0");
  assert.equal(await page.locator("#count").innerText(), "200 papers");
});

test("a paper starred without a network is known once there is one", async () => {
  const page = await opened(DAY);
  await context.route("**/papers/papers/**", (route) => route.abort());
  await starred(page, IDS[0]);
  await context.unroute("**/papers/papers/**");
  await opened("library/", page);
  await page.locator("#mine .by", { hasText: "Joan Roe" }).waitFor();
});

test("a file that means harm is text at most, and no page stands still for it", async () => {
  const page = await opened("library/");
  const evil = "x},\n@string{a = {b}}\nER  - \n=1+1<img src=x onerror=alert(1)>";
  const facts = { title: evil, authors: [evil], date: "2026-12-31", topics: [evil] };
  const papers = {
    [IDS[0]]: { star: [1, true], note: [1, evil], facts: [1, facts] },
    [IDS[1]]: { star: [1, true], facts: [1, { ...facts, id: evil, date: ["2026-12-31"], deep: "DEEP" }] },
    constructor: { star: [1, true], facts: [1, facts] },
  };
  const text = JSON.stringify({ format: "broadsheet library", version: 2, papers, choices: { "word  ": [1, "mute"], "topic  ": [1, "mute"] } });
  await brought(page, text.replace("{", '{"__proto__": {"star": 1},').replace('"DEEP"', "[".repeat(100_000) + "]".repeat(100_000)));
  await said(page, "Brought in: 3 papers");
  for (const name of ["BibTeX", "RIS", "CSL-JSON", "Markdown", "CSV"]) assert.ok(await exported(page, name), name);
  assert.equal((await exported(page, "BibTeX")).match(/^@/gm).length, 3);
  await opened(DAY, page);
  assert.equal(await page.locator(".card:visible").count(), 6);
  assert.deepEqual(strange.filter((each) => !each.includes("404")), []);
});

test("the list as it is shown is taken along in each format", async () => {
  const page = await opened(DAY);
  await starred(page, IDS[0]);
  await opened("library/", page);
  for (const [name, words] of [["BibTeX", "eprint = {2701.00007}"], ["RIS", "AU  - Roe, Joan"], ["CSL-JSON", '"family": "Roe"'], ["Markdown", "](<https://arxiv.org/abs/2701.00007>)"], ["CSV", '"Joan Roe; Jane Roe"']])
    assert.ok((await exported(page, name)).includes(words), name);
  await page.locator("#tools [name=q]").fill("nothing of this kind");
  await page.getByText("0 papers").waitFor();
  assert.equal(await exported(page, "Markdown"), "");
});

test("a paper that is starred is cited with its month, and with where it appeared", async () => {
  const page = await opened("days/2026-12-31/");
  await starred(page, "2612.00001");
  await opened("library/", page);
  const cited = await exported(page, "BibTeX");
  for (const words of ["@article{2612.00001,", "  journal = {", "  month = {12},", "  doi = {10."]) assert.ok(cited.includes(words), `${words} in ${cited}`);
  assert.match(await exported(page, "RIS"), /\r\nJO {2}- .*\r\nDO {2}- 10\./s);
  const [work] = JSON.parse(await exported(page, "CSL-JSON"));
  assert.ok(work["container-title"] && work.DOI);
  assert.ok(!("note" in work));
});

test("titles in lists tell the language of papers where it is another than the site's", async () => {
  for (const [folder, language] of [[SITE, null], [NEXT, "pt-BR"]]) {
    site.folder = folder;
    const page = await opened(`library/#ids=${IDS[0]}`);
    assert.equal(await page.locator("#mine .title").getAttribute("lang"), language);
  }
});

test("names in lists are parted as the site's language parts them", async () => {
  for (const [folder, comma] of [[SITE, ", "], [NEXT, "、"]]) {
    site.folder = folder;
    const page = await opened("library/#ids=2612.00001");
    await page.locator("#mine .by", { hasText: `Ada Lovelace${comma}Mary Somerville` }).waitFor();
  }
});

test("a paper is cited with all of its authors", async () => {
  site.folder = NEXT;
  const page = await opened(DAY);
  await starred(page, "2701.00090");
  await opened("library/", page);
  assert.equal((await exported(page, "BibTeX")).match(/oom, Ada/g).length, 25);
});

test("a paper that was withdrawn stays in lists, struck through, and is cited no more", async () => {
  const page = await opened("library/");
  const facts = { title: "Known before it was withdrawn", authors: ["Ada Roe"], date: "2027-01-03", topics: [] };
  await brought(page, JSON.stringify({ format: "broadsheet library", version: 2, papers: { "2701.00006": { star: [1, true], facts: [1, facts] } } }));
  await said(page, "Brought in: 1 paper");
  await opened(DAY, page);
  for (const id of ["2701.00002", IDS[0]]) await starred(page, id); // one that was withdrawn already, and another
  await opened("library/", page);
  await page.locator("#mine li").nth(2).waitFor();
  const gone = [facts.title, "Withdrawn Feathers"];
  assert.deepEqual((await page.locator("#mine s").allInnerTexts()).sort(), gone);
  for (const [name, listed] of [["BibTeX", []], ["RIS", []], ["CSL-JSON", []], ["Markdown", gone], ["CSV", gone], ["All as JSON", gone]]) {
    const text = await exported(page, name);
    assert.ok(text.includes("A Loom that Everybody Uses"), name);
    assert.deepEqual(gone.filter((title) => text.includes(title)), listed, name);
  }
  assert.match(await exported(page, "CSV"), /"Withdrawn Feathers","Icarus"/);
});

const PACE = 260; // ms that the fixed work below takes on a machine that has nothing else to do, slowed fourfold

test("5,000 starred papers open within 300 ms with the processor slowed fourfold", async () => {
  const page = await opened("library/");
  const papers = Object.fromEntries(
    Array.from({ length: 5000 }, (_, at) => [
      `2601.${String(at).padStart(5, "0")}`,
      { star: [at + 1, true], note: [at + 1, `Note ${at}`], facts: [1, { title: `A Loom of Many Threads, Number ${at}`, authors: ["Ada Lovelace", "Mary Somerville", "Caroline Herschel"], date: "2026-01-02", topics: ["Looms"] }] },
    ]),
  );
  await brought(page, JSON.stringify({ format: "broadsheet library", version: 2, papers, choices: {} }));
  await said(page, "Brought in: 5,000 papers");
  const devtools = await context.newCDPSession(page);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  // From the last script on until the list is there: how long files take is the network's affair.
  await page.addInitScript(() => {
    const look = () => {
      if (!document.querySelector("main.ready")) return requestAnimationFrame(look);
      const scripts = performance.getEntriesByType("resource").filter((each) => each.name.endsWith(".js"));
      window.took = performance.now() - Math.max(...scripts.map((each) => each.responseEnd));
    };
    requestAnimationFrame(look);
  });
  // A machine that is busy, or slower, takes longer for some fixed work too: then it has longer here.
  const pace = () =>
    page.evaluate(() => {
      const begun = performance.now();
      let sum = 0;
      for (let at = 0; at < 2e7; at++) sum = (sum * 31 + at) % 65_521;
      return performance.now() - begun + (sum < 0 ? 1 : 0);
    });
  const times = [];
  const paces = [];
  // Where it is busy all the time, the middle of several pairs tells.
  const paired = () => times.map((time, at) => time / paces[at]).sort((one, other) => one - other)[times.length >> 1];
  const quick = () =>
    Math.min(...times) <= 300 * Math.max(1, Math.min(...paces) / PACE) || (times.length > 8 && paired() <= 300 / PACE);
  for (let run = 0; run < 20 && !(run && quick()); run++) {
    await page.reload();
    await page.waitForFunction(() => window.took);
    times.push(Math.round(await page.evaluate(() => window.took)));
    paces.push(Math.round(await pace()));
  }
  console.log(`library of 5,000, ms: ${times}; fixed work: ${paces}`);
  assert.ok(quick(), `${times}; ${paces}`); // the least is what a busy machine can
  assert.equal(await page.locator("#count").innerText(), "5,000 papers");
  assert.match(await page.locator("#mine .title").first().innerText(), /Number 4999/);
  for (const rows of [60, 90]) {
    await page.locator("#mine li").last().scrollIntoViewIfNeeded();
    await page.locator(`#mine li:nth-child(${rows})`).waitFor();
  }
});

test("where the words of scripts do not come the library is seen after a while", async () => {
  const page = await context.newPage();
  site.instead["words.json"] = (response) => response.writeHead(500).end("A failure");
  await page.goto(`${site.address}library/`);
  delete site.instead["words.json"];
  assert.equal(await page.locator("h1").isVisible(), false);
  await page.evaluate(() => document.getAnimations().forEach((each) => each.finish()));
  assert.equal(await page.locator("h1").isVisible(), true);
  strange.length = 0;
});

// Searches a site as a reader does, and tells what is wrong, a line each.
// Reads from its input {"chromium", "address"} of tests/corpus as it is built.
import { readFileSync } from "node:fs";
import { chromium } from "playwright-core";

const { chromium: executablePath, address } = JSON.parse(readFileSync(0, "utf8"));
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
const page = await (await browser.newContext()).newPage();
const wrong = (what) => console.log(what);
page.on("console", (each) => wrong(`console: ${each.text()}`));
page.on("pageerror", (error) => wrong(`error: ${error.message}`));
page.on("dialog", (dialog) => (wrong("a dialog"), dialog.dismiss()));
const results = () => page.locator("#found .result h2 a");
const settled = async (count) => {
  try {
    await page.waitForFunction((count) => document.querySelectorAll("#found .result").length === count, count, { timeout: 10_000 });
  } catch {
    wrong(`${await results().count()} results, not ${count}: ${page.url()}`);
  }
};
const is = (found, expected, what) => found === expected || wrong(`${what}: ${found}, not ${expected}`);

const terms = []; // how the server answered for blocks of terms
page.on("response", (each) => /\/terms\//.test(each.url()) && terms.push(each.status()));

// From the box of any page, without a script of its own.
await page.goto(`${address}about/`);
await page.locator(".box input").fill("two hands");
await page.keyboard.press("Enter");
await page.waitForURL("**/search/?q=two+hands");
await settled(1);

is(terms.length > 0 && terms.every((each) => each === 206), true, "blocks are asked for, not files");

// A server that knows no ranges sends whole files.
const whole = (route) => route.continue({ headers: { ...route.request().headers(), range: "" } });
await page.route("**/*.bin", whole);
terms.length = 0;
await page.reload();
await settled(1);
is(terms.length > 0 && terms.every((each) => each === 200), true, "files are read where there are no blocks");
await page.unroute("**/*.bin", whole);

// While somebody types; the last answer is the one that stays.
await page.locator("#search input").pressSequentially("x", { delay: 5 });
await page.locator("#search input").fill("loom");
await settled(5);
is(new URL(page.url()).searchParams.get("q"), "loom", "the address");
if (!/^5 papers, in \d+ ms$/.test(await page.locator("#told").textContent())) wrong(`told: ${await page.locator("#told").textContent()}`);

is(await page.locator("#found time").first().textContent(), "31 Dec 2026", "the day of a paper");

// Who hears the page is told once of what was typed, however slowly, and so of each query.
const heard = () => page.evaluate(() => window.heard.join("|").replace(/\d+ ms/g, "ms"));
await page.evaluate(() => {
  window.heard = [];
  const live = document.querySelector("main [role=status]");
  new MutationObserver(() => window.heard.push(live.textContent)).observe(live, { childList: true });
});
await page.locator("#search input").fill("");
await page.locator("#search input").pressSequentially("loom", { delay: 200 });
await page.waitForFunction(() => /^5 papers/.test(window.heard.at(-1)));
is(await heard(), "5 papers, in ms", "what is said aloud while somebody types");
await page.locator("#facets button", { hasText: "2026" }).click();
await page.waitForFunction(() => window.heard.length > 1);
is(await heard(), "5 papers, in ms|1 paper, in ms", "what is said aloud of a facet");
await page.goBack();
await settled(5);

// Facets, and the way back.
await page.locator("#facets button", { hasText: "2026" }).click();
await settled(1);
is(new URL(page.url()).searchParams.get("q"), "year:2026 loom", "the address with a facet");
is(await page.locator("#facets [aria-pressed=true]").count(), 1, "facets that are pressed");
const weight = (pressed) => page.locator(`#facets [aria-pressed=${pressed}]`).first().evaluate((each) => getComputedStyle(each).fontWeight);
is(await weight(true) > await weight(false), true, "one that is pressed is told by more than its colour");
await page.goBack();
await settled(5);

// Who chose one with a key is still there, and finds the way on.
const active = () => page.evaluate(() => document.activeElement.value);
await page.locator("#facets button", { hasText: "2026" }).focus();
await page.keyboard.press("Enter");
await settled(1);
is(await active(), "year:2026", "what has the focus after a facet");
await page.keyboard.press("Enter");
await settled(5);
is(await active(), "year:2026", "what has the focus after no facet");

// A phrase that has no end yet takes no facet in.
await page.locator("#search input").fill('"loom');
await page.waitForURL("**/search/?q=%22loom");
await page.locator("#facets button", { hasText: "2026" }).click();
await settled(1);
await page.goBack();
await settled(5);

// Each query that was asked is one to come back to, however slowly it was typed; what came between is not.
for (const [words, count] of [["two", 2], ["two hands", 1], ["threads", 3]]) {
  await page.locator("#search input").fill(words);
  await page.waitForURL(`**/search/?q=${words.replace(" ", "+")}`);
  if (words !== "two") await page.keyboard.press("Enter");
  await settled(count);
}
for (const [words, count] of [["two hands", 1], ['"loom', 5]]) {
  await page.goBack();
  await settled(count);
  is(await page.locator("#search input").inputValue(), words, "the query before");
}
await page.locator("#search input").fill("loom");
await page.keyboard.press("Enter");
await settled(5);

// Keys lead through what was found, and to a paper and back.
await page.locator("#search input").focus();
await page.keyboard.press("ArrowDown");
await page.keyboard.press("ArrowDown");
const second = await results().nth(1).getAttribute("href");
await page.keyboard.press("Enter");
await page.waitForURL(`**${second}`);
await page.goBack();
await settled(5);

// An arrow that chooses a character, as where Chinese is typed, leads nowhere.
await page.locator("#search input").focus();
await page.evaluate(() => document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowDown", isComposing: true, bubbles: true })));
is(await page.evaluate(() => document.activeElement.name), "q", "what has the focus while characters are composed");

await page.selectOption("#search select", "date");
await page.waitForURL("**sort=date");
await settled(5);

// What was searched too stands in one order, whatever came first.
await page.locator("#search input").fill("threds handz");
await page.keyboard.press("Enter");
await page.waitForFunction(() => !document.querySelector("#found[aria-busy]"));
is(/: hand, threads/.test(await page.locator("#told").textContent()), true, await page.locator("#told").textContent());

// What is typed and what papers say is only ever text.
for (const text of ["<img src=x onerror=alert(1)>", '"loom', "a".repeat(10_000), "-", "loom OR", "%00\u202e"]) {
  await page.locator("#search input").fill(text);
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => !document.querySelector("#found[aria-busy]"));
}
if (await page.locator("#found img").count()) wrong("markup came to life");

// On a phone facets are below what was found: more of it comes when it is asked for, and the focus goes to it.
await page.setViewportSize({ width: 360, height: 740 });
await page.locator("#search input").fill("-xyzzy");
await page.keyboard.press("Enter");
await settled(5);
await page.locator("#facets button").last().scrollIntoViewIfNeeded();
await page.locator(".more-results").scrollIntoViewIfNeeded();
await page.waitForTimeout(200);
await settled(5);
await page.locator(".more-results").focus();
await page.keyboard.press("Enter");
await settled(10);
is(await page.evaluate(() => document.activeElement.href), await results().nth(5).evaluate((each) => each.href), "what has the focus after more");

// A phrase that no paper has leaves nothing to choose from, and no heading of what is not there.
for (const text of ['"hands two"', '"hands two" two hands xyzzy']) {
  await page.locator("#search input").fill(text);
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => !document.querySelector("#found[aria-busy]"));
  is(await page.locator("#told").textContent(), "No paper was found.", text);
  is(await page.locator("#facets button").count() + await page.locator("#found > *").count(), 0, `what is beside ${text}`);
}

// What one can ask is within the page, with its points.
await page.locator("details summary").click();
const hint = await page.locator("#hint").evaluate((each) => parseFloat(getComputedStyle(each).paddingInlineStart));
is(hint >= 16, true, "room for points");

// Figures of facets are written as all others are.
await page.route("**/search/index.json", async (route) => {
  const answer = await route.fetch();
  const manifest = await answer.json();
  manifest.counts.figure.other = "{count} in all";
  await route.fulfill({ json: manifest });
});
await page.goto(`${address}search/?q=loom`);
await settled(5);
is(/^\d+ in all$/.test(await page.locator("#facets small").first().textContent()), true, "the figure of a facet");
await page.unroute("**/search/index.json");

// Pages that could not be had are no papers without a phrase, and are asked for again.
page.removeAllListeners("console");
const alone = (route) => route.abort();
await page.goto(`${address}search/`);
await page.route("**/papers/papers/**", alone);
for (const text of ["threads", '"two hands"']) {
  await page.locator("#search input").fill(text);
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => !document.querySelector("#found[aria-busy]"));
}
if (!/could not be searched/.test(await page.locator("#told").textContent())) wrong("nobody is told of pages that are missing");
await page.unroute("**/papers/papers/**", alone);
await page.locator("#search input").fill("threads");
await page.keyboard.press("Enter");
await settled(3);
is(await page.locator("#found .abstract").count(), 3, "pages that were had the second time");

// While nothing has come yet, something is seen.
const seen = () => page.locator("#found").evaluate((each) => getComputedStyle(each, "::before").content);
let come = () => {};
const slow = (route) => new Promise((here) => (come = here)).then(() => route.continue());
await page.route("**/search/index.json", slow);
await page.goto(`${address}search/?q=loom`);
is(await seen(), '"…"', "what is seen of a search that takes long");
come();
await settled(5);
is(await seen(), "none", "what is seen of one that ended");
await page.unroute("**/search/index.json", slow);

// An index that could not be had is asked for again.
const lost = (route) => route.abort();
await page.route("**/search/index.json", lost);
await page.goto(`${address}search/?q=loom`);
await page.waitForFunction(() => document.querySelector("#told").textContent);
await page.unroute("**/search/index.json", lost);
await page.locator("#search input").fill("threads");
await settled(3);

// Where the network is gone, what was found before does not stand there as the answer.
const gone = (route) => route.abort();
for (const path of ["**/search/index.json", "**/*.bin"]) await page.route(path, gone);
await page.selectOption("#search select", "votes");
await page.waitForFunction(() => /cannot be searched/.test(document.querySelector("#told").textContent));
is(await page.locator("#found > *, #facets button").count(), 0, "what is shown without a network");
for (const path of ["**/search/index.json", "**/*.bin"]) await page.unroute(path, gone);
await page.locator("#search button").first().click();
await settled(3);

// A shard that is not there.
await page.route("**/terms/*.bin", (route) => route.fulfill({ status: 404, body: "" }));
await page.goto(`${address}search/?q=loom`);
await page.waitForFunction(() => document.querySelector("#told").textContent);
if (!/could not be searched/.test(await page.locator("#told").textContent())) wrong("nobody is told of a missing part");
await browser.close();

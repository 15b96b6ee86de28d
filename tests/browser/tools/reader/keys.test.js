// A whole day read by keys, and what a screen reader is told. SITE is a built tests/corpus.
import assert from "node:assert/strict";
import { test } from "node:test";
import { site, sized } from "./begun.js";

const DAY = "days/2027-01-04/";
const page = await sized(1000, 700);

const read = async (path) => {
  await page.goto(site.address + path);
  await page.locator(".own").first().waitFor();
  await page.locator("html[data-hides='']").waitFor();
};
const at = () => page.evaluate(() => document.activeElement?.textContent);
const pressed = (id) => page.locator(`[id="${id}"] [aria-pressed=true]`).allInnerTexts();

test("j goes from paper to paper to the last, k back; s, l and x mark the one that is here", async () => {
  await read(DAY);
  const titles = await page.locator(".card .title a").allTextContents();
  for (const title of titles) {
    await page.keyboard.press("j");
    assert.equal(await at(), title);
    assert.ok(await page.evaluate(() => document.activeElement.getBoundingClientRect().bottom <= innerHeight));
  }
  await page.keyboard.press("j");
  assert.equal(await at(), titles.at(-1));
  for (let back = 1; back < titles.length; back++) await page.keyboard.press("k");
  assert.equal(await at(), titles[0]);
  for (const [key, words] of [["s", "Starred: "], ["l", "To read later: "], ["x", "Seen: "]]) {
    await page.keyboard.press(key);
    await page.getByRole("status").getByText(words + titles[0]).waitFor();
  }
  assert.deepEqual(await pressed("2701.00007"), ["Star", "Later", "Seen"]);
  await page.keyboard.press("x");
  await page.getByRole("status").getByText("Not seen: ").waitFor();
});

test("a screen reader is told the papers, and of each what is the reader's own", async () => {
  await read(DAY);
  const told = await page.locator('[id="2701.00007"]').ariaSnapshot();
  for (const part of ['heading "A Loom that Everybody Uses" [level=2]', 'group "A Loom that Everybody Uses"', 'button "Star" [pressed]', 'button "Later" [pressed]', 'button "Seen"', 'button "Note"'])
    assert.ok(told.includes(part), `${part} in ${told}`);
  assert.equal(told.match(/button/g).length, 4);
  const all = await page.locator("main").ariaSnapshot();
  assert.equal(all.match(/group "/g).length, 6);
});

test("o opens a paper, and there the keys are about it; g h and g l lead home and to the library", async () => {
  await read(DAY);
  await page.keyboard.press("j");
  await page.keyboard.press("o");
  await page.waitForURL("**/papers/2701.00007/");
  await page.locator(".own").waitFor();
  await page.locator("html[data-hides='']").waitFor();
  await page.keyboard.press("x");
  await page.getByRole("status").getByText("Seen: A Loom that Everybody Uses").waitFor();
  const related = await page.locator(".text .rows .title a").allTextContents();
  for (const title of [...related, related.at(-1)]) {
    await page.keyboard.press("j");
    assert.equal(await at(), title);
  }
  await Promise.all([page.keyboard.press("g"), page.keyboard.press("l")]); // the second one has to be soon
  await page.waitForURL("**/library/");
  await page.locator("main.ready").waitFor();
  await page.keyboard.press("/");
  assert.equal(await page.evaluate(() => document.activeElement.type), "search");
  await page.keyboard.type("jgh?loom");
  assert.equal(await page.locator("#tools [name=q]").inputValue(), "jgh?loom", "within a field a key is a letter");
  await page.evaluate(() => document.activeElement.blur());
  await Promise.all([page.keyboard.press("g"), page.keyboard.press("h")]);
  await page.waitForURL(site.address);
});

test("papers that a search finds are read by keys too; where there is no paper, nothing happens", async () => {
  const wrong = [];
  page.on("pageerror", (error) => wrong.push(error.message));
  await page.goto(`${site.address}about/`);
  await page.locator("html[data-hides='']").waitFor();
  for (const key of ["j", "k", "o", "s"]) await page.keyboard.press(key);
  await page.goto(`${site.address}search/?q=everybody`);
  await page.locator(".result .title a").waitFor();
  await page.locator("html[data-hides='']").waitFor();
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press("j");
  assert.equal(await at(), "A Loom that Everybody Uses");
  await page.keyboard.press("s");
  await page.getByRole("status").getByText("No longer starred: ").waitFor();
  assert.deepEqual(wrong, []);
});

test("keys of the browser stay its own", async () => {
  await read(DAY);
  await page.evaluate(() => addEventListener("keydown", (event) => (window.taken = event.defaultPrevented)));
  for (const key of ["Control+s", "Alt+j", "Meta+l", "Control+Shift+?", "Tab", "Escape", "q"]) {
    await page.keyboard.press(key);
    assert.equal(await page.evaluate(() => window.taken), false, key);
  }
});

test("the sheet of keys opens, tells them, closes, and switches them off for good", async () => {
  await read(DAY);
  await page.keyboard.press("?");
  const sheet = page.getByRole("dialog");
  await sheet.waitFor();
  assert.equal(await sheet.locator("dt").count(), 10);
  await page.keyboard.press("j");
  assert.ok(await sheet.isVisible(), "no key is one of ours within it");
  await sheet.getByLabel("Keys on").uncheck();
  await page.keyboard.press("Escape");
  await page.locator("dialog").waitFor({ state: "detached" });
  await page.evaluate(() => document.activeElement.blur());
  const before = await at();
  await page.keyboard.press("j");
  assert.equal(await at(), before);
  await read(DAY);
  await page.keyboard.press("j");
  assert.equal(await page.locator(".title a:focus").count(), 0, "also on the next page");
});

// Opens pages in Chromium and tells, a line each, what a record did there that no text can do: ran a
// script, asked elsewhere, led away, opened a dialog, or was refused something by the policy of the
// page. Reads from its input {"chromium", "address", "pages", "ids", "papers"}: "pages" are opened,
// "ids" stand in the library, and the search shows all of its so many "papers".
import { readFileSync } from "node:fs";
import { chromium } from "playwright-core";

const job = JSON.parse(readFileSync(0, "utf8"));
const TABS = 2;
const browser = await chromium.launch({ executablePath: job.chromium, args: ["--no-sandbox", "--disable-gpu"] });
const context = await browser.newContext();
context.on("request", (each) => each.url().startsWith(job.address) || console.log(`asks elsewhere: ${each.url()}`));

async function tab() {
  const page = await context.newPage();
  let at = "";
  const tell = (what) => console.log(`/${at}: ${what}`);
  page.on("console", (each) => tell(`console: ${each.text()}`));
  page.on("pageerror", (error) => tell(`error: ${error.message}`));
  page.on("dialog", (dialog) => (tell("a dialog"), dialog.dismiss()));
  page.on("popup", () => tell("a window"));
  page.on("download", () => tell("a download"));
  await page.exposeFunction("ran", () => tell("a script ran"));
  const look = async () => (await page.evaluate(handlers)).forEach(tell);
  const open = async (path) => {
    at = path;
    await page.goto(job.address + path, { waitUntil: "load" });
    if (!page.url().startsWith(job.address)) tell(`leads to ${page.url()}`);
  };
  return { page, open, look };
}

// What would run when a reader points at something, or goes there: no page of ours has any of it.
const handlers = () => {
  for (const each of document.querySelectorAll("details")) each.open = true;
  const names = [...document.querySelectorAll("*")].flatMap((each) => each.getAttributeNames().map((name) => [name, each]));
  return names.filter(([name]) => name.startsWith("on")).map(([name, each]) => `${name} at ${each.outerHTML.slice(0, 120)}`);
};

const waiting = [...job.pages];
const opened = async () => {
  const { open, look } = await tab();
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    await open(path);
    await look();
  }
};
await Promise.all(Array.from({ length: TABS }, opened));

const { page, open, look } = await tab();
// Brings all of a list that grows as a reader comes to its end.
const filled = async (list, end, count) => {
  await page.waitForFunction(
    ([list, end, count]) => {
      document.querySelector(end)?.scrollIntoView();
      return document.querySelectorAll(list).length >= count;
    },
    [list, end, count],
    { timeout: 120_000 },
  );
  await look();
};
await open("search/?q=year:2026");
await filled("#found article", "#found .more-results", job.papers);
await open(`library/#ids=${job.ids.join(",")}`);
await filled("#mine > li", "#end", job.ids.length);
await browser.close();

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
  const open = async (path) => {
    at = path;
    await page.goto(job.address + path, { waitUntil: "load" });
    if (!page.url().startsWith(job.address)) tell(`leads to ${page.url()}`);
  };
  return { page, open };
}

// What readers do that may set off a handler: open what is folded, point at and focus what is there.
const touched = () => {
  for (const each of document.querySelectorAll("details")) each.open = true;
  for (const each of document.querySelectorAll("main *")) {
    each.dispatchEvent(new MouseEvent("mouseover", { bubbles: true }));
    if (each.tabIndex >= 0) each.focus({ preventScroll: true });
  }
};

const waiting = [...job.pages];
const opened = async () => {
  const { page, open } = await tab();
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    await open(path);
    await page.evaluate(touched);
  }
};
await Promise.all(Array.from({ length: TABS }, opened));

const { page, open } = await tab();
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
  await page.evaluate(touched);
};
await open("search/?q=year:2026");
await filled("#found article", "#found .more-results", job.papers);
await open(`library/#ids=${job.ids.join(",")}`);
await filled("#mine > li", "#end", job.ids.length);
await browser.close();

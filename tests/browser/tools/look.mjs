// Looks at pages in Chromium, as one reader after the other, and tells what is wrong, a line each.
// Reads from its input {"chromium", "address", "pages", "readers"}; a reader is
// {"width", "height", "themes"} and may have "axe", "fingers" (which want room), "keys" (goes by the
// tab key), "text" (the size of text, in per cent), "forced" (colors), "still" (reduced motion),
// "paper" (on which the page is printed), "held" (for so many seconds all scripts but the first one do
// not come; told is alone whether the page is painted nevertheless). A page is loaded for the first reader, and the
// others come to it there; who goes by keys comes last.
// Where it writes nothing, nothing is wrong.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const axe = `${readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8")};0`; // nothing is sent back
const job = JSON.parse(readFileSync(0, "utf8"));
const ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"];
const TABS = 12; // the first places that the tab key leads to
const COLORS = ["color-contrast", "link-in-text-block"]; // all that another theme can make otherwise
// A rule of WCAG 2.2, which axe-core has off, and Lighthouse on; it is slow where links are thousands.
const FINGERS = { "target-size": { enabled: true } };

const browser = await chromium.launch({ executablePath: job.chromium, args: ARGUMENTS });

// Asked within the page.
const watch = () => {
  window.shifted = [];
  const place = ({ x, y, width, height }) => [x, y, width, height].join(" ");
  const what = ({ node, previousRect, currentRect }) => `${node?.outerHTML ?? node?.data} from ${place(previousRect)} to ${place(currentRect)}`;
  const told = (each) => `${each.value}: ${each.sources.map(what).join(", ")}`;
  new PerformanceObserver((list) => window.shifted.push(...list.getEntries().map(told))).observe({
    type: "layout-shift",
    buffered: true,
  });
};
const shown = () => new Promise((seen) => requestAnimationFrame(() => requestAnimationFrame(seen)));
const sideways = () => {
  const page = document.documentElement;
  if (page.scrollWidth <= page.clientWidth) return [];
  const wide = [...document.body.querySelectorAll("*")].filter(
    (each) => each.getBoundingClientRect().right > page.clientWidth + 1,
  );
  return [`scrolls sideways, ${page.scrollWidth} of ${page.clientWidth}: ${wide[0]?.outerHTML.slice(0, 120)}`];
};
const built = () => {
  const found = [];
  const levels = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].map((each) => +each.tagName[1]);
  if (levels.filter((level) => level === 1).length !== 1) found.push(`h1 stands ${levels.filter((level) => level === 1).length} times`);
  levels.forEach((level, at) => {
    if (level > (levels[at - 1] ?? 0) + 1) found.push(`h${level} follows h${levels[at - 1] ?? 0}`);
  });
  for (const name of ["header", "main", "footer", "nav"])
    if (!document.querySelector(name)) found.push(`no ${name}`);
  if (!document.documentElement.lang) found.push("no lang");
  const ours = [...document.querySelectorAll("body [style], script:not([src]):not([type='application/ld+json'])")];
  ours.forEach((each) => found.push(`inline: ${each.outerHTML.slice(0, 80)}`));
  return found;
};
// Notes each place that the focus comes to.
const follow = () => {
  window.stops = [];
  document.addEventListener("focusin", ({ target: at }) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(at);
    const box = at.getBoundingClientRect();
    window.stops.push({
      name: at.outerHTML.slice(0, 80),
      outlined: outlineStyle !== "none" && outlineWidth !== "0px",
      seen: box.width > 0 && box.right > 0 && box.left < innerWidth,
      skip: at.matches("a.skip"),
    });
  });
};

// What is of no use on paper, and what is cut there.
const printed = () =>
  [...document.querySelectorAll("nav, form:not(.query), button, .abstract:not(:has(math))")]
    .filter((each) => each.getClientRects().length && (!each.matches(".abstract") || each.scrollHeight > each.clientHeight + 1))
    .map((each) => `on paper: ${each.outerHTML.slice(0, 80)}`)
    .concat(
      [...document.querySelectorAll("[class^='shade']")]
        .filter((each) => getComputedStyle(each).printColorAdjust !== "exact")
        .map((each) => `its shade is not on paper: ${each.outerHTML.slice(0, 80)}`),
    );

// What is wrong for who goes through the page with the tab key.
async function tabbed(page) {
  const found = [];
  await page.evaluate(follow);
  for (let tab = 0; tab < TABS; tab++) await page.keyboard.press("Tab");
  const stops = await page.evaluate(() => window.stops);
  for (const { name, outlined, seen } of stops) {
    if (!outlined) found.push(`focus is not seen: ${name}`);
    if (!seen) found.push(`what has focus is not seen: ${name}`);
  }
  if (!stops[0]?.skip) found.push(`the first stop is not the skip link: ${stops[0]?.name}`);
  await page.evaluate(() => document.querySelector(".skip").focus());
  await page.keyboard.press("Enter");
  if (!(await page.evaluate(() => document.activeElement.id === "main")))
    found.push("the skip link does not lead to main");
  return found;
}

// What is wrong for whom scripts do not reach.
async function painted(context, path, seconds) {
  const page = await context.newPage();
  await page.route(/\.js$/, (route) => route.request().url().includes("/theme.") && route.continue());
  await page.goto(job.address + path, { waitUntil: "commit" });
  const paint = () => performance.getEntriesByName("first-contentful-paint").length > 0;
  const found = await page.waitForFunction(paint, null, { timeout: 1000 * seconds }).then(() => [], () => ["waits for a script"]);
  await page.close();
  return found.map((each) => `/${path}: ${each}`);
}

// What is wrong with a page as it comes.
async function loaded(page, path, tell) {
  await page.goto(job.address + path, { waitUntil: "load" });
  await page.evaluate(shown);
  const shifted = () => page.evaluate(() => window.shifted);
  if ((await shifted()).length) {
    // A page that shifts does so twice; a busy machine told of a tenth of a pixel, once in thousands of pages.
    await page.reload({ waitUntil: "load" });
    await page.evaluate(shown);
    (await shifted()).forEach((each) => tell(`layout shifts by ${each}`));
  }
  await page.evaluate(() => document.querySelectorAll("details").forEach((each) => (each.open = true)));
}

// What is wrong with a page that is there, for one reader.
async function looked(page, reader, tell) {
  await page.evaluate((size) => (document.documentElement.style.fontSize = size ?? ""), reader.text);
  await page.evaluate(shown);
  [...(await page.evaluate(built)), ...(await page.evaluate(sideways))].forEach(tell);
  // What sticks to the lower edge lies over other links.
  if (reader.fingers)
    await page.evaluate(() => {
      const dismiss = () => document.querySelector(".stale button")?.click();
      new MutationObserver(dismiss).observe(document.body, { childList: true }); // it may come late
      dismiss();
    });
  if (reader.axe) await page.evaluate(axe);
  for (const theme of reader.axe ? reader.themes : []) {
    await page.emulateMedia({ colorScheme: theme });
    const rules = theme === reader.themes[0] ? { rules: reader.fingers ? FINGERS : {} } : { runOnly: COLORS };
    const options = { ...rules, resultTypes: ["violations"], preload: false };
    const { violations } = await page.evaluate((options) => window.axe.run(options), options);
    for (const each of violations)
      tell(`${theme}, axe ${each.id}, ${each.help}: ${each.nodes[0].html.slice(0, 160)} ${each.nodes[0].failureSummary}`);
  }
  if (reader.still && (await page.evaluate(() => getComputedStyle(document.documentElement).scrollBehavior)) !== "auto")
    tell("scrolls smoothly for who wants no motion");
  if (reader.paper) (await page.evaluate(printed)).forEach(tell);
  if (reader.keys) (await tabbed(page)).forEach(tell);
}

const media = (reader) => ({
  colorScheme: reader.themes[0],
  forcedColors: reader.forced ? "active" : "none",
  reducedMotion: reader.still ? "reduce" : "no-preference",
  media: reader.paper ? "print" : "screen",
});

const [first] = job.readers;
const context = await browser.newContext({ viewport: { width: first.width, height: first.height } });
let at = ""; // which page it is, and how wide
const tell = (what) => console.log(`/${at} px: ${what.replaceAll("\n", " ")}`);
const page = await context.newPage();
page.on("console", (each) => tell(`console: ${each.text()}`));
page.on("pageerror", (error) => tell(`error: ${error.message}`));
page.on("request", (each) => each.url().startsWith(job.address) || tell(`asks elsewhere: ${each.url()}`));
page.on("response", (each) => each.status() < 400 || tell(`${each.status()}: ${each.url()}`));
await page.addInitScript(watch);
for (const path of job.pages) {
  if (first.held) {
    (await painted(context, path, first.held)).forEach((each) => console.log(each));
    continue;
  }
  for (const reader of job.readers) {
    at = `${path} ${reader.width}`;
    await page.setViewportSize({ width: reader.width, height: reader.height });
    await page.emulateMedia(media(reader));
    if (reader === first) await loaded(page, path, tell);
    await looked(page, reader, tell);
  }
}
await browser.close();

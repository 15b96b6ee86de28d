// What a reader's eye stops at, and no rule of a checker knows. SITE is a built tests/corpus.
import assert from "node:assert/strict";
import { test } from "node:test";
import { site, sized } from "./begun.js";

const page = await sized(1440, 900);

const read = async (path) => {
  await page.goto(site.address + path);
  await page.locator("html[data-hides='']").waitFor();
};

// Return where what elements say begins and ends, from above.
const lines = (selector) =>
  page.locator(selector).evaluateAll((all) =>
    all.map((each) => {
      const range = document.createRange();
      range.selectNodeContents(each);
      const { top, bottom } = range.getBoundingClientRect();
      return [Math.round(top), Math.round(bottom)];
    }),
  );
const different = (all) => new Set(all.map(String)).size;

test("columns at the foot of the front page begin at one height", async () => {
  await read("");
  const tops = await page.locator(".index > *").evaluateAll((all) => all.map((each) => each.getBoundingClientRect().top));
  assert.equal(tops.length, 3);
  assert.equal(different(tops), 1, tops);
});

test("the switch for light and dark has the line of the title, however wide the page is", async () => {
  await read("days/2027-01-04/");
  for (const width of [360, 768, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    const apart = await page.evaluate(() => {
      const middle = (name) => ((box) => box.top + box.height / 2)(document.querySelector(name).getBoundingClientRect());
      return Math.abs(middle(".switch") - middle(".nameplate"));
    });
    assert.ok(apart < 16, `${apart} at ${width}`);
  }
});

test("the name of a day is whole in the strip of its neighbours, however narrow that is", async () => {
  await read("days/2027-01-04/");
  await page.locator(".beside").evaluate((strip) => (strip.style.width = "4rem")); // ten days on a telephone have no more each
  const heights = await page.locator(".beside li > *").evaluateAll((all) => all.map((each) => each.getBoundingClientRect().height));
  assert.ok(heights.length > 1);
  assert.equal(different(heights), 1, heights);
});

test("what a paper was found by stands on the line of its marks", async () => {
  await read("library/");
  await page.locator("main.ready").waitFor();
  await page.getByLabel("Which").fill("loom");
  await page.getByRole("button", { name: "Add" }).click();
  await page.locator("#rules li").waitFor();
  await read("days/2027-01-04/");
  assert.equal(different(await lines(".card:has(.own b) >> nth=0 >> .own > *")), 1);
});

test("boxes that are ticked have the accent of the site, and a date in the library is not parted", async () => {
  await read("days/2027-01-04/");
  await page.getByRole("button", { name: "Star" }).first().click();
  await page.getByRole("status").getByText("Starred: ").waitFor();
  await read("library/");
  const by = page.locator(".mine .by time", { hasText: / Jan 2027$/ });
  assert.equal(await by.evaluate((each) => getComputedStyle(each).whiteSpace), "nowrap");
  const told = await page.locator("#keys").evaluate((box) => [getComputedStyle(box).accentColor, getComputedStyle(document.querySelector(".label")).color]);
  assert.equal(told[0], told[1]);
});

test("where a site runs from right to left, code does not, and a star stands where a title begins", async () => {
  await read("papers/2612.00001/");
  const code = page.locator("pre.cite");
  await page.evaluate(() => (document.documentElement.dir = "rtl"));
  assert.equal(await code.evaluate((each) => getComputedStyle(each).direction), "ltr");
  await read("days/2027-01-04/");
  await page.evaluate(() => (document.documentElement.dir = "rtl"));
  const card = page.locator(".card").first();
  await card.evaluate((each) => (each.dataset.star = ""));
  assert.equal(await card.evaluate((each) => getComputedStyle(each, "::after").right), "-16px");
  await page.locator("main").evaluate((main) => (main.dataset.star = "")); // a paper's own page says it beneath its title
  assert.equal(await page.locator("main").evaluate((main) => getComputedStyle(main, "::after").content), "none");
});

test("where a site runs from right to left, a day in the library is whole beside a name that does not", async () => {
  await read("library/");
  await page.locator("main.ready").waitFor();
  const between = await page.locator(".mine .by").first().evaluate((by) => {
    document.documentElement.dir = "rtl";
    by.querySelector("time").textContent = "20 ديسمبر 2026";
    const place = (node, from, to) => {
      const range = document.createRange();
      range.setStart(node, from);
      range.setEnd(node, to);
      return range.getBoundingClientRect();
    };
    const [day] = by.querySelector("time").childNodes;
    return [place(day, 0, 2).left - place(day, 3, 9).right, place(day, 3, 9).left - place(day, 10, 14).right];
  });
  assert.ok(between.every((gap) => gap > 0 && gap < 16), between); // from right to left: day, month, year
});

test("a search on paper has no headings of choices that only a screen has", async () => {
  await read("search/?q=loom");
  const choices = page.locator("#facets");
  await choices.getByText("Topics").waitFor();
  await page.emulateMedia({ media: "print" });
  await page.locator(".result").first().waitFor();
  assert.ok(!(await choices.isVisible()));
  await page.emulateMedia({ media: null });
});

test("the order of what is found has its place before anything is", async () => {
  await read("search/");
  const heights = await page.locator(".query label").evaluateAll((all) => all.map((each) => each.hidden && each.getBoundingClientRect().height));
  assert.ok(heights[0] > 16, heights);
});

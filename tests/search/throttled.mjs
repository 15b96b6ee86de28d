// Types queries into the search of a built site in Chromium with the processor slowed down fourfold.
// Reads {"chromium", "address", "queries"}; writes {"answered": [ms from the last byte to all that is shown],
// "typed": [ms from the key]}.
import { readFileSync } from "node:fs";
import { chromium } from "../browser/tools/node_modules/playwright-core/index.mjs";

const { chromium: executablePath, address, queries } = JSON.parse(readFileSync(0, "utf8"));
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
const page = await browser.newPage();
const session = await page.context().newCDPSession(page);
await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
await page.goto(address);
const told = [];
for (const query of queries) {
  told.push(
    await page.evaluate(async (query) => {
      performance.clearResourceTimings();
      performance.setResourceTimingBufferSize(100_000);
      const found = document.querySelector("#found"), box = document.querySelector("#search input");
      box.value = query;
      const start = performance.now();
      const shown = new Promise((done) => {
        const watch = new MutationObserver(() => found.hasAttribute("aria-busy") || (watch.disconnect(), done(performance.now())));
        watch.observe(found, { attributes: true });
      });
      box.form.requestSubmit();
      const end = await shown;
      const files = performance.getEntriesByType("resource");
      const last = Math.max(start, ...files.map((each) => each.responseEnd).filter((each) => each <= end));
      return { answered: end - last, typed: end - start };
    }, query),
  );
}
console.log(JSON.stringify({ answered: told.map((each) => each.answered), typed: told.map((each) => each.typed) }));
await browser.close();

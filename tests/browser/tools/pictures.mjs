// Takes pictures of pages in Chromium. Reads from its input {"chromium", "address", "folder",
// "pages": {name: path}}, and writes <name>.<screen>.<theme>.png into the folder.
import { readFileSync } from "node:fs";
import { chromium } from "playwright-core";

const job = JSON.parse(readFileSync(0, "utf8"));
const SCREENS = {
  phone: { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2 },
  tablet: { viewport: { width: 768, height: 1024 }, deviceScaleFactor: 1 },
  desk: { viewport: { width: 1440, height: 900 }, deviceScaleFactor: 1 },
};

const browser = await chromium.launch({
  executablePath: job.chromium,
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
for (const [screen, size] of Object.entries(SCREENS))
  for (const theme of ["light", "dark"]) {
    const context = await browser.newContext({ ...size, colorScheme: theme });
    const page = await context.newPage();
    for (const [name, path] of Object.entries(job.pages)) {
      await page.goto(job.address + path, { waitUntil: "networkidle" }); // a search has its cards
      await page.screenshot({ path: `${job.folder}/${name}.${screen}.${theme}.png` });
    }
    await context.close();
  }
await browser.close();

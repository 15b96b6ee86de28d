// Opens pages in Chromium, takes the list of each along in each form that it offers, and writes what
// was saved, by the names of the files, as a line of JSON for each page. Its arguments are the path of
// Chromium and the addresses.
import { readFile } from "node:fs/promises";
import { chromium } from "playwright-core";

const [executablePath, ...addresses] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
for (const address of addresses) {
  const page = await browser.newPage();
  await page.goto(address);
  const saved = {};
  for (const button of await page.locator("#take button").all()) {
    const [download] = await Promise.all([page.waitForEvent("download"), button.click()]);
    saved[download.suggestedFilename()] = await readFile(await download.path(), "utf8");
  }
  // Without a network it is said that nothing comes.
  await page.context().setOffline(true);
  await page.locator("#take button").first().click();
  await page.locator("#take [role=status]:not(:empty)").waitFor();
  await page.context().close();
  console.log(JSON.stringify(saved));
}
await browser.close();

// Opens a page in Chromium, and each time that it was loaded writes its text, a line of JSON each,
// until its input ends. Its arguments are the path of Chromium and the address.
import { chromium } from "playwright-core";

const [executablePath, address] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
const page = await browser.newPage();
page.on("websocket", (socket) =>
  socket.on("framesent", async ({ payload }) => {
    if (!String(payload).includes('"info"')) return; // only from then on it is told to reload
    await page.waitForLoadState();
    console.log(JSON.stringify(await page.innerText("body")));
  }),
);
await page.goto(address);
for await (const line of process.stdin) await page.click(`text=${line.toString().trim()}`);
await browser.close();

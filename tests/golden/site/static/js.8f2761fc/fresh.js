import { BASE } from "./paper.js";
import { element } from "./speech.js";
const FEW = 2;
const status = `${BASE}api/v1/status.json`;
const key = `broadsheet dismissed ${status}`;
const beside = (day, days) => new Date(Date.parse(day) + days * 864e5).toISOString().slice(0, 10);
const skipped = ({ skips }, day) => skips.includes(new Date(day).toLocaleDateString("en", { weekday: "long", timeZone: "UTC" }));
const missing = (source, today) => {
let count = 0;
for (let day = source.newest ? beside(source.newest, 1) : source.since; day < today; day = beside(day, 1))
if (!skipped(source, day) && !source.quiet.includes(day)) count++;
return count;
};
const gaps = (source) =>
source.days.filter(({ day, state }) => state === "failed" && day < source.newest && !skipped(source, day)).length;
const kept = () => {
try {
return sessionStorage;
} catch {
return {};
}
};
const show = (words, told) => {
const onclick = () => {
banner.remove();
kept()[key] = words;
};
const dismiss = element("button", { onclick, textContent: told.dismiss });
const more = element("p", {}, `${words} `, element("a", { href: `${BASE}status/`, textContent: told.more }));
const banner = element("aside", { className: "stale", ariaLabel: told.label }, more, dismiss);
document.body.append(banner);
};
const tell = (known) => {
const today = beside(new Date(), 0);
const [worst, ...others] = known.sources
.filter((source) => source.lists && (source.newest || source.since))
.map((source) => {
const late = missing(source, today);
return { ...source, late, all: late + gaps(source) };
})
.sort((one, other) => other.all - one.all);
if (!(worst?.all > FEW)) return;
const of = others.length ? `${worst.title}. ` : "";
const since = worst.newest && worst.late ? `${known.words.since.replace("{day}", worst.newest_told)} ` : "";
const words = of + since + known.words.missing.replace("{days}", worst.all);
if (kept()[key] !== words) show(words, known.words);
};
fetch(status)
.then(async (answer) => answer.ok && tell(await answer.json()))
.catch(() => {});

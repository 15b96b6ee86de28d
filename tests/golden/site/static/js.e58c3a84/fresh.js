import { BASE } from "./paper.js";
import { element } from "./speech.js";
{
const few = 2;
const status = `${BASE}api/v1/status.json`;
const key = `broadsheet dismissed ${status}`;
const iso = (day) => day.toISOString().slice(0, 10);
const weekday = (day) => day.toLocaleDateString("en", { weekday: "long", timeZone: "UTC" });
const beside = (text, days) => {
const day = new Date(`${text}T00:00:00Z`);
day.setUTCDate(day.getUTCDate() + days);
return day;
};
const missing = (source, today) => {
const quiet = new Set(source.quiet);
const day = source.newest ? beside(source.newest, 1) : beside(source.since, 0);
let count = 0;
for (; iso(day) < today; day.setUTCDate(day.getUTCDate() + 1)) {
const skipped = source.skips.includes(weekday(day));
count += skipped || quiet.has(iso(day)) ? 0 : 1;
}
return count;
};
const gaps = (source) =>
source.days.filter(
(each) =>
each.state === "failed" &&
each.day < source.newest &&
!source.skips.includes(weekday(beside(each.day, 0))),
).length;
const kept = () => {
try {
return sessionStorage;
} catch {
return {};
}
};
const show = (words, told) => {
const dismiss = element("button", { textContent: told.dismiss });
dismiss.onclick = () => {
banner.remove();
kept()[key] = words;
};
const text = element("p", {}, `${words} `, element("a", { href: `${BASE}status/`, textContent: told.more }));
const banner = element("aside", { className: "stale", ariaLabel: told.label }, text, dismiss);
document.body.append(banner);
};
const tell = (known) => {
const today = iso(new Date());
const [worst, ...others] = known.sources
.filter((source) => source.lists && (source.newest || source.since))
.map((source) => ({ source, late: missing(source, today), gaps: gaps(source) }))
.sort((one, other) => other.late + other.gaps - one.late - one.gaps);
if (!worst || worst.late + worst.gaps <= few) return;
const { newest, newest_told, title } = worst.source;
const of = others.length ? `${title}. ` : "";
const since =
newest && worst.late
? `${known.words.since.replace("{day}", newest_told)} `
: "";
const words = `${of}${since}${known.words.missing.replace("{days}", worst.late + worst.gaps)}`;
if (kept()[key] !== words) show(words, known.words);
};
fetch(status)
.then(async (answer) => answer.ok && tell(await answer.json()))
.catch(() => {});
}

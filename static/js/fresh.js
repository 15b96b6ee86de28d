// Says beneath every page when papers are missing, by the reader's own clock: so a site that is no
// longer built says so too. Reads status.json, asks nobody else, and keeps to itself if it cannot.
import { BASE } from "./paper.js";
import { element } from "./speech.js";

const FEW = 2; // missing days that nobody is told of
const status = `${BASE}api/v1/status.json`;
const key = `broadsheet dismissed ${status}`;

// Days are text, as 2025-12-12, by UTC.
const beside = (day, days) => new Date(Date.parse(day) + days * 864e5).toISOString().slice(0, 10);
const skipped = ({ skips }, day) => skips.includes(new Date(day).toLocaleDateString("en", { weekday: "long", timeZone: "UTC" }));

// Return how many expected days a source lacks before today, by UTC. Today is not over.
const missing = (source, today) => {
  let count = 0;
  for (let day = source.newest ? beside(source.newest, 1) : source.since; day < today; day = beside(day, 1))
    if (!skipped(source, day) && !source.quiet.includes(day)) count++;
  return count;
};

// Return how many days up to its newest one failed, of those that status.json tells of.
const gaps = (source) =>
  source.days.filter(({ day, state }) => state === "failed" && day < source.newest && !skipped(source, day)).length;

// It may be blocked; then the banner comes back with the next page.
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
  const dismiss = element("button", { onclick }, told.dismiss);
  const more = element("p", {}, `${words} `, element("a", { href: `${BASE}status/` }, told.more));
  const banner = element("aside", { className: "stale", ariaLabel: told.label }, more, dismiss);
  document.body.append(banner); // last, where it moves nothing: the style keeps it in sight
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
  // Without a newest day there may be papers still, of sources that are not asked.
  const of = others.length ? `${worst.title}. ` : "";
  const since = worst.newest && worst.late ? `${known.words.since.replace("{day}", worst.newest_told)} ` : "";
  const words = of + since + known.words.missing.replace("{days}", worst.all);
  if (kept()[key] !== words) show(words, known.words);
};

fetch(status)
  .then(async (answer) => answer.ok && tell(await answer.json()))
  .catch(() => {});

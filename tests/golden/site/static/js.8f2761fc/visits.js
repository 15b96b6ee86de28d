const PAUSE = 30 * 60_000;
const known = ({ counts, papers }) => ({
newest: Object.keys(counts).sort().at(-1) ?? "",
first: Object.keys(papers).sort()[0] ?? "",
ids: Object.values(papers).flat(),
});
export const visited = (was, recent, now) => {
const here = known(recent);
const visit = now - (was?.last ?? NaN) <= PAUSE ? was : { since: was?.last, before: was?.here };
return { ...visit, last: now, here };
};
export const fresh = ({ before }, { counts, papers }) => {
const had = new Set(before?.ids);
const listed = new Set(Object.values(papers).flat());
const isNew = (id, day) =>
!!before && (day > before.newest || (listed.has(id) && day >= before.first && !had.has(id)));
let count = 0, from = "";
for (const day of Object.keys(counts).sort()) {
const more = papers[day] ? papers[day].filter((id) => isNew(id, day)).length : before && day > before.newest ? counts[day] : 0;
if (more) from ||= day;
count += more;
}
return { count, from, isNew };
};

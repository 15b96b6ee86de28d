// What is new since the visit before: by the newest papers that the site had then.
// A visit ends where no page was opened for half an hour; what was new at its begin stays new in it.

const PAUSE = 30 * 60_000;

/** @param {Recent} recent @returns {Known} */
const known = ({ counts, papers }) => ({
  newest: Object.keys(counts).sort().at(-1) ?? "",
  first: Object.keys(papers).sort()[0] ?? "",
  ids: Object.values(papers).flat(),
});

/**
 * Return the visit that a page is opened in.
 * @param {Partial<Visit> | undefined} was that of the page before @param {Recent} recent @param {number} now @returns {Visit}
 */
export const visited = (was, recent, now) => {
  const here = known(recent);
  const visit = now - (was?.last ?? NaN) <= PAUSE ? was : { since: was?.last, before: was?.here };
  return { ...visit, last: now, here };
};

/**
 * Return how many papers are new, the first day that has any, and whether a paper of a day is.
 * @param {Partial<Visit>} visit @param {Recent} recent
 */
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

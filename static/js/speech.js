// How words, counts and days are written, by what a file of the site tells: words.json, or the search's own.

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

/** @param {any} told */
export const speech = (told) => ({
  /** @param {string} key @param {Record<string, string | number>} [values] */
  say: (key, values) => (values ? fill(told.words[key], values) : told.words[key]),

  /** Return `1 paper`, `1,204 papers`. @param {number} count @param {string} key */
  tally: (count, key) => {
    const forms = told.counts[key];
    const form = Object.keys(told.forms).filter((name) => told.forms[name].includes(count))[0];
    const figure = `${count}`.replace(/\B(?=(\d{3})+$)/g, told.thousands);
    return (forms[form] ?? forms.other).replace("{count}", figure);
  },

  /** Return `12 Dec 2025`, and of a moment the time too. @param {number | string} when or a day such as `2025-12-12` */
  date: (when) => {
    const at = new Date(typeof when === "number" ? when : `${when}T00:00`); // as clocks are here
    const day = fill(told.short_day, { day: at.getDate(), month: told.months[at.getMonth()], year: at.getFullYear() });
    const time = () => at.toLocaleTimeString(document.documentElement.lang, { timeStyle: "short", hourCycle: "h23" });
    return typeof when === "number" ? `${day}, ${time()}` : day;
  },
});

/**
 * Return an element with properties and what stands in it.
 * @param {string} tag @param {Record<string, unknown>} [properties] @param {(Node | string)[]} inside
 * @returns {any}
 */
export const element = (tag, properties = {}, ...inside) => {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...inside);
  return made;
};

/**
 * Make the line of a paper that tells who it is by, and its day: each runs as its own letters do.
 * @param {string} by @param {string} day or empty @param {string} told that day in words
 */
export const byline = (by, day, told) =>
  element("p", { className: "by" }, element("bdi", {}, by), by && day && "\xa0· ", element("time", { dateTime: day }, told));

const SIGNS = "abcdefghijklmnopqrstuvwxyz-._";const DIGITS = "0123456789+#@";const DIGIT = 29, END = 31;const MARKS = 5;const WAY = 6, PAPERS = 4, SHARED = 5, SIZE = 9;export class Bits {constructor(bytes) {this.bytes = bytes;this.at = 0;}
ahead() {const { bytes, at } = this;const byte = at >> 3;if (byte >= bytes.length) throw new RangeError("damaged");return ((bytes[byte] << 24) | (bytes[byte + 1] << 16) | (bytes[byte + 2] << 8) | bytes[byte + 3]) << (at & 7);}
low(size) {if (!size) return 0;const found = this.ahead() >>> (32 - size);this.at += size;return found;}
ones(most) {for (let found = 0; ; ) {const here = Math.min(Math.clz32(~this.ahead()), 24, most - found);this.at += here;found += here;if (found === most) return found;if (here < 24) return this.at++, found;}
}
count() {const size = Math.clz32(this.ahead());if (size > 24) throw new RangeError("damaged");this.at += size;return this.low(size + 1);}
number(k) {return (this.count() - 1) * 2 ** k + this.low(k);}
text() {let found = "";for (let sign; (sign = this.low(5)) !== END; )
found += sign < DIGIT ? SIGNS[sign] : sign === DIGIT ? DIGITS[this.low(4)] : String.fromCharCode(this.low(16));return found;}
after(last) {return last.slice(0, this.low(SHARED)) + this.text();}
numbers(size, papers, marked = false) {const found = new Int32Array(size);const k = size ? Math.max(0, 31 - Math.clz32(Math.floor((papers * 69) / (size * 100)))) : 0;let last = -1;for (let at = 0; at < size; at++) {last += 1 + this.ones(papers) * 2 ** k + this.low(k);found[at] = marked ? last * 8 + this.ones(MARKS) : last;}
if (last >= papers) throw new RangeError("damaged");return found;}
}
export class Terms {constructor(bytes, papers) {this.papers = papers;this.bits = new Bits(bytes);this.entries = new Map();let last = "";for (let size = this.bits.count() - 1; size; size--) {last = this.bits.after(last);const stem = this.bits.low(1) ? this.bits.after(last) : "";const sizes = stem ? [] : [0, 0, 0].map(() => this.bits.count() - 1);this.entries.set(last, { stem, sizes });}
this.unread = this.entries.values();}
read(entry) {while (!entry.listed) {const { value: next } = this.unread.next();if (!next) throw new RangeError("damaged");const [text = 0, authors = 0, organizations = 0] = next.sizes;next.listed = {text: this.bits.numbers(text, this.papers, true),authors: this.bits.numbers(authors, this.papers),organizations: this.bits.numbers(organizations, this.papers),};}
return entry.listed;}
}
export function outline(bytes) {const bits = new Bits(bytes);const papers = bits.count() - 1;const day = new Date("0001-01-01");const days = [];let from = 0;for (let size = bits.count() - 1; size; size--) {day.setUTCDate(day.getUTCDate() + bits.number(0));const papers = bits.number(PAPERS);days.push({ day: day.toISOString().slice(0, 10), from, papers });from += papers;}
if (from !== papers) throw new RangeError("damaged");const topics = new Map();for (let size = bits.count() - 1; size; size--)
topics.set(bits.text(), bits.numbers(bits.count() - 1, papers));const code = bits.numbers(bits.count() - 1, papers);const starts = [];const places = (path, start = () => {}) => {const found = [];for (let count = bits.count() - 1, from = 0; count; count--) {start();const size = bits.number(SIZE);found.push({ path, from, size });from += size;}
return found;};const terms = [];for (let count = bits.count() - 1, at = 0, last = ""; at < count; at++)
terms.push(...places(`terms/${at}`, () => void starts.push((last = bits.after(last)))));return { papers, days, topics, code, starts, terms, names: places("names"), vocabulary: places("vocabulary") };}
export function names(bytes) {const bits = new Bits(bytes);const found = [];for (let size = bits.count() - 1, last = 0; size; size--) {if (bits.low(1)) {found.push(bits.text());continue;}
const way = bits.number(WAY);last += way % 2 ? -(way + 1) / 2 : way / 2;found.push((last / 1e5).toFixed(5).padStart(10, "0"));}
return found;}
export function words(bytes) {const bits = new Bits(bytes);const found = [];for (let size = bits.count() - 1, last = ""; size; size--)
found.push([(last = bits.after(last)), bits.count()]);return found;}
export function votes(bytes) {const bits = new Bits(bytes);const found = [];for (let size = bits.count() - 1; size; size--) found.push(bits.number(3));return found;}

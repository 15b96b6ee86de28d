// What the scripts of static/js/ name in their comments.

/** When it was set, in milliseconds since 1970, and to what; null takes a thing back. */
type Field = [when: number, what: any];
/** What a reader keeps of a paper, by name: star, later, seen, note, facts. */
type Entry = Record<string, Field>;
type Facts = { title: string; authors: string[]; date: string; topics: string[]; doi?: string; journal?: string };
type Kept = { papers: Record<string, Entry>; choices: Entry };
/** What recent.json tells, by day. */
type Recent = { counts: Record<string, number>; papers: Record<string, string[]> };
type Known = { newest: string; first: string; ids: string[] };
type Visit = { last: number; here: Known; since?: number; before?: Known };
type Rule = { by: string; what: string; does: string };
type Cited = Facts & { id: string; address: string; note?: string };

// Where the browser keeps what is the reader's own: a database of which each change is one
// transaction, so that two tabs never undo each other. Papers stand in a few records as JSON, since
// a browser takes its time for each record: 5,000 papers are read in a fifth of the time.
import { Refused, VERSION, joined, merged, migrated } from "./kept.js";
import { BASE } from "./paper.js";

const NAME = `broadsheet ${BASE}`;
const SHARDS = 64;
/** @type {Record<string, string>} */
const WHY = { QuotaExceededError: "js_full", VersionError: "js_newer_here" };

/** @param {any} error */
const refused = (error) => new Refused(WHY[error?.name] ?? "js_blocked");
const parsed = (text) => JSON.parse(text ?? "{}");

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
const asked = (request) =>
  new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(refused(request.error));
  });

/** Return the record that has a paper. @param {string} id */
const shardOf = (id) => [...id].reduce((sum, sign) => (sum * 31 + (sign.codePointAt(0) ?? 0)) % SHARDS, 0);

/** @param {Kept["papers"]} papers @returns {Kept["papers"][]} by record */
const shared = (papers) => {
  const shards = Array.from({ length: SHARDS }, () => ({}));
  for (const [id, entry] of Object.entries(papers)) shards[shardOf(id)][id] = entry;
  return shards;
};

/** @param {any} event */
const upgrade = ({ oldVersion, target: { result: database, transaction } }) => {
  const store = database.createObjectStore("kept");
  if (!oldVersion) return;
  transaction.objectStore("papers").getAll().onsuccess = ({ target }) => {
    const papers = Object.fromEntries(target.result.map((old) => [old.id, migrated(old)]));
    shared(papers).forEach((shard, key) => store.put(JSON.stringify(shard), key));
    database.deleteObjectStore("papers");
  };
};

/** @type {BroadcastChannel} */
let channel;
/** @type {Promise<IDBDatabase> | undefined} */
let open;
const opened = () =>
  (open ??= (async () => {
    try {
      const request = indexedDB.open(NAME, VERSION);
      request.onupgradeneeded = upgrade;
      const database = await asked(request);
      channel = new BroadcastChannel(NAME);
      // A newer script waits in another tab, or the reader cleared all: who asks again is told.
      database.onversionchange = database.onclose = () => {
        database.close();
        open = undefined;
      };
      return database;
    } catch (error) {
      open = undefined;
      throw error instanceof Refused ? error : refused(error);
    }
  })());

/**
 * Make records of what they were, all in one transaction.
 * @param {(string | number)[]} keys @param {(old: any, key: any) => any} make
 */
const change = async (keys, make) => {
  const transaction = (await opened()).transaction("kept", "readwrite");
  const store = transaction.objectStore("kept");
  for (const key of new Set(keys)) {
    const request = store.get(key);
    request.onsuccess = () => store.put(JSON.stringify(make(parsed(request.result), key)), key);
  }
  await new Promise((done, failed) => {
    transaction.oncomplete = done;
    transaction.onabort = () => failed(refused(transaction.error));
  });
};

const records = async () => (await opened()).transaction("kept").objectStore("kept");
const together = (shards) => Object.assign(Object.create(null), ...shards.map(parsed));

/** @param {(ids: string[]) => void} listener told which papers changed in another tab */
export const heard = async (listener) => {
  await opened();
  channel.addEventListener("message", ({ data }) => listener(data));
};

/** Return the entries of papers. @param {string[]} ids @returns {Promise<Map<string, Entry>>} */
export const entries = async (ids) => {
  const store = await records();
  const found = together(await Promise.all([...new Set(ids.map(shardOf))].map((key) => asked(store.get(key)))));
  return new Map(ids.map((id) => [id, found[id] ?? {}]));
};

/** @returns {Promise<Kept["papers"]>} */
const papers = async () => together(await asked((await records()).getAll(IDBKeyRange.bound(0, SHARDS))));

/** Return the papers that are starred, to be read later, or have a note. */
export const kept = async () =>
  Object.entries(await papers())
    .filter(([, entry]) => ["star", "later", "note"].some((name) => entry[name]?.[1]));

/** @returns {Promise<Entry>} */
export const choices = async () => parsed(await asked((await records()).get("choices")));

/** Return all of it. @returns {Promise<Kept>} */
export const all = async () => ({ papers: await papers(), choices: await choices() });

/** @param {Entry} old @param {Record<string, unknown>} values */
const set = (old, values) => {
  const now = Object.entries(values).map(([name, what]) => [name, [Math.max(Date.now(), (old[name]?.[0] ?? 0) + 1), what]]);
  return joined(old, Object.fromEntries(now));
};

/** Set fields of papers. @param {string[]} ids @param {Record<string, unknown>} values */
export const keep = async (ids, values) => {
  const shards = ids.map(shardOf);
  await change(shards, (old, key) => ids.reduce((all, id, at) => (shards[at] === key ? { ...all, [id]: set(all[id] ?? {}, values) } : all), old));
  channel.postMessage(ids);
};

/** @param {string} name @param {unknown} what */
export const choose = async (name, what) => {
  await change(["choices"], (old) => set(old, { [name]: what }));
  channel.postMessage([]);
};

/** Merge a document into what is here. @param {Kept} document */
export const take = async (document) => {
  const shards = shared(document.papers);
  await change([...shards.keys(), "choices"], (old, key) =>
    key === "choices" ? joined(old, document.choices) : merged(old, shards[key]),
  );
  channel.postMessage(Object.keys(document.papers));
};

/**
 * Put what this browser alone remembers, made of what it remembered.
 * @param {string} name @param {(old: any) => any} make
 */
export const remember = async (name, make) => {
  let made;
  await change([name], (old) => (made = make(old)));
  return made;
};

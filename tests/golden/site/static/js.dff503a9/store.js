import { Refused, VERSION, joined, migrated } from "./kept.js";
import { BASE } from "./paper.js";

const NAME = `broadsheet ${BASE}`;
const WHY = { QuotaExceededError: "js_full", VersionError: "js_newer_here" };

const refused = (error) => new Refused(WHY[error?.name] ?? "js_blocked");

const asked = (request) =>
  new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(refused(request.error));
  });

const record = (id, entry) => {
  const kept = ["star", "later", "note"].some((name) => entry[name]?.[1]);
  return { id, entry, ...(kept && { kept: 1 }) }; // the index has those alone
};

const upgrade = ({ oldVersion, target }) => {
  const { result: database, transaction } = /** @type {IDBOpenDBRequest} */ (target);
  const papers = oldVersion
    ? /** @type {IDBTransaction} */ (transaction).objectStore("papers")
    : database.createObjectStore("papers", { keyPath: "id" });
  papers.createIndex("kept", "kept");
  database.createObjectStore("choices");
  database.createObjectStore("device");
  papers.openCursor().onsuccess = (event) => {
    const cursor = /** @type {IDBRequest<IDBCursorWithValue>} */ (event.target).result;
    cursor?.update(record(cursor.value.id, migrated(cursor.value)));
    cursor?.continue();
  };
};

let open;
const opened = () =>
  (open ??= (async () => {
    try {
      const request = indexedDB.open(NAME, VERSION);
      request.onupgradeneeded = upgrade;
      const database = await asked(request);
      database.onversionchange = () => database.close(); // a newer script waits in another tab
      return database;
    } catch (error) {
      open = undefined;
      throw error instanceof Refused ? error : refused(error);
    }
  })());

const within = async (mode, names, work) => {
  const transaction = (await opened()).transaction(names, mode);
  const done = new Promise((done, failed) => {
    transaction.oncomplete = done;
    transaction.onabort = () => failed(refused(transaction.error));
  });
  work(...names.map((name) => transaction.objectStore(name)));
  await done;
};

const get = (store, key, use) => {
  const request = store.get(key);
  request.onsuccess = () => use(request.result);
};

const channel = new BroadcastChannel(NAME);
export const heard = (listener) => (channel.onmessage = ({ data }) => listener(data));

export const entries = async (ids) => {
  const found = new Map();
  await within("readonly", ["papers"], (papers) => {
    for (const id of ids) get(papers, id, (old) => found.set(id, old?.entry ?? {}));
  });
  return found;
};

export const kept = async () => asked((await opened()).transaction("papers").objectStore("papers").index("kept").getAll());

export const choices = async () => {
  const store = (await opened()).transaction("choices").objectStore("choices");
  const [keys, values] = await Promise.all([asked(store.getAllKeys()), asked(store.getAll())]);
  return Object.fromEntries(keys.map((key, at) => [key, values[at]]));
};

export const all = async () => {
  const papers = await asked((await opened()).transaction("papers").objectStore("papers").getAll());
  return { papers: Object.fromEntries(papers.map(({ id, entry }) => [id, entry])), choices: await choices() };
};

const now = (old, values) =>
  Object.fromEntries(
    Object.entries(values).map(([name, what]) => [name, [Math.max(Date.now(), (old[name]?.[0] ?? 0) + 1), what]]),
  );

export const keep = async (ids, values) => {
  await within("readwrite", ["papers"], (papers) => {
    for (const id of ids)
      get(papers, id, (old) => {
        const entry = old?.entry ?? {};
        papers.put(record(id, joined(entry, now(entry, values))));
      });
  });
  channel.postMessage(ids);
};

export const choose = async (key, what) => {
  await within("readwrite", ["choices"], (store) => get(store, key, (old) => store.put(now({ [key]: old }, { [key]: what })[key], key)));
  channel.postMessage([]);
};

export const take = async (document) => {
  await within("readwrite", ["papers", "choices"], (papers, store) => {
    for (const [id, entry] of Object.entries(document.papers))
      get(papers, id, (old) => papers.put(record(id, joined(old?.entry ?? {}, entry))));
    for (const [key, field] of Object.entries(document.choices))
      get(store, key, (old) => store.put(joined(old ? { [key]: old } : {}, { [key]: field })[key], key));
  });
  channel.postMessage(Object.keys(document.papers));
};

export const remember = async (key, make) => {
  let made;
  await within("readwrite", ["device"], (device) => get(device, key, (old) => device.put((made = make(old)), key)));
  return made;
};

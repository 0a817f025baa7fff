// Where the outbox lies: IndexedDB, written through to the disk. A browser that has none keeps it in this page.

const NAME = "outbox";
const STORE = "calls";

function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

class Disk {
  constructor(database) {
    this.database = database;
  }

  all() {
    return done(this.database.transaction(STORE).objectStore(STORE).getAll());
  }

  get(id) {
    return done(this.database.transaction(STORE).objectStore(STORE).get(id));
  }

  put(entry) {
    return this.write((store) => store.put(entry));
  }

  remove(id) {
    return this.write((store) => store.delete(id));
  }

  /** Resolves when it is on the disk, not when it was asked for: a machine that loses power then has it. */
  write(act) {
    return new Promise((resolve, reject) => {
      const change = this.database.transaction(STORE, "readwrite", { durability: "strict" });
      change.oncomplete = () => resolve();
      change.onerror = change.onabort = () => reject(change.error);
      act(change.objectStore(STORE));
    });
  }
}

/** The same without a disk: lost with the page, so the page says so by staying as it is. */
export class Memory {
  constructor() {
    this.entries = new Map();
  }

  async all() {
    return [...this.entries.values()];
  }

  async get(id) {
    return this.entries.get(id);
  }

  async put(entry) {
    this.entries.set(entry.id, entry);
  }

  async remove(id) {
    this.entries.delete(id);
  }
}

/** Open the outbox of this machine. */
export async function openStore(indexedDB = globalThis.indexedDB) {
  try {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: "id" });
    const database = await done(asked);
    database.onversionchange = () => database.close();
    return new Disk(database);
  } catch {
    return new Memory();
  }
}

// What could not be sent yet, kept on this device: one entry a tab, found again after the browser was closed or killed.
//
// Each entry stands twice: in localStorage, written at once, and in IndexedDB, which is on disk moments later (a killed browser forgets the
// last seconds of localStorage). The later one counts; what was sent leaves an empty entry, so that an older copy does not come back.
// A living tab holds a lock of its entry's name; entries nobody holds belong to whoever opens the page next.
globalThis.EssaimKeeper = class {
  static EMPTY_DAYS = 2;

  constructor(place) {
    this.place = `${place}#`;
    this.tab = crypto.randomUUID ? crypto.randomUUID() : `${Date.now()}-${Math.random()}`;
    this.last = 0;
    this.writing = null;
    this.next = null;
    this.base = new Promise((done) => {
      try {
        const asked = indexedDB.open("essaim-writing", 1);
        asked.onupgradeneeded = () => asked.result.createObjectStore("kept");
        asked.onsuccess = () => done(asked.result);
        asked.onerror = () => done(null);
      } catch { done(null); }
    });
  }

  // A name of this page's own, held as long as it lives.
  claim() {
    return this.hold(this.tab);
  }

  hold(name) {
    if (!navigator.locks) return Promise.resolve(true);
    return new Promise((done) => {
      navigator.locks.request(this.place + name, { ifAvailable: true }, (lock) => {
        done(Boolean(lock));
        return lock ? new Promise(() => {}) : undefined; // until the tab ends
      }).catch(() => done(true));
    });
  }

  // `value` null: nothing is left to send.
  keep(value) {
    const entry = { at: Math.max(Date.now(), this.last + 1), value };
    this.last = entry.at;
    this.put(this.place + this.tab, entry);
  }

  put(key, entry) {
    try {
      if (entry.value === null) localStorage.removeItem(key);
      else localStorage.setItem(key, JSON.stringify(entry));
    } catch { /* full or forbidden: IndexedDB has it, and the page itself */ }
    this.next = this.next || new Map();
    this.next.set(key, entry);
    if (!this.writing) this.writing = this.write();
  }

  async write() {
    const base = await this.base;
    while (base && this.next) {
      const batch = this.next;
      this.next = null;
      await new Promise((done) => {
        try {
          const act = base.transaction("kept", "readwrite");
          for (const [key, entry] of batch) act.objectStore("kept").put(entry, key);
          act.oncomplete = act.onerror = act.onabort = done;
          act.commit?.();
        } catch { done(); }
      });
    }
    this.writing = null;
  }

  async stored() {
    const found = new Map();
    const base = await this.base;
    if (base) {
      await new Promise((done) => {
        const range = IDBKeyRange.bound(this.place, `${this.place}\uffff`);
        const asked = base.transaction("kept").objectStore("kept").openCursor(range);
        asked.onsuccess = () => {
          if (!asked.result) return done();
          found.set(asked.result.key, asked.result.value);
          asked.result.continue();
        };
        asked.onerror = done;
      });
    }
    try {
      for (const key of Object.keys(localStorage)) {
        if (!key.startsWith(this.place)) continue;
        const entry = JSON.parse(localStorage.getItem(key));
        if (!found.has(key) || found.get(key).at < entry.at) found.set(key, entry);
      }
    } catch { /* unreadable */ }
    return found;
  }

  // The oldest thing left unsent by a page that is gone: {key, value}, or null.
  async orphan() {
    const held = new Set(navigator.locks ? (await navigator.locks.query()).held.map((lock) => lock.name) : []);
    const own = this.place + this.tab;
    const found = [...(await this.stored())].sort((one, other) => one[1].at - other[1].at);
    for (const [key, entry] of found) {
      if (key === own || held.has(key)) continue;
      if (entry.value !== null) return { key, value: entry.value };
      if (Date.now() - entry.at > EssaimKeeper.EMPTY_DAYS * 86400000) this.forget(key);
    }
    return null;
  }

  async forget(key) {
    const base = await this.base;
    try { base?.transaction("kept", "readwrite").objectStore("kept").delete(key); } catch { /* another day */ }
  }

  // Taken over into this page's own entry, which is kept first.
  taken(key) {
    this.put(key, { at: Date.now(), value: null });
  }
};

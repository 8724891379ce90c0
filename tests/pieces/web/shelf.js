// A browser's storage in memory, for the tests of what keeps things there.

/** `room` is how many characters it takes. */
export class Shelf {
  /** @param {Record<string, string>} kept */
  constructor(kept = {}, room = Infinity) {
    this.kept = new Map(Object.entries(kept));
    this.room = room;
  }

  get length() {
    return this.kept.size;
  }

  /** @param {number} i */
  key(i) {
    return [...this.kept.keys()][i] ?? null;
  }

  /** @param {string} key */
  getItem(key) {
    return this.kept.get(key) ?? null;
  }

  /** @param {string} key @param {string} text */
  setItem(key, text) {
    const others = [...this.kept].reduce((sum, [name, value]) => sum + (name === key ? 0 : value.length), 0);
    if (others + text.length > this.room) throw new Error("QuotaExceededError");
    this.kept.set(key, text);
  }

  /** @param {string} key */
  removeItem(key) {
    this.kept.delete(key);
  }
}

/** @typedef {{from: number, key: string, text: string | null}} Written */

/**
 * A browser that runs each tab in a process of its own. A tab reads its own copy of the storage, and what it writes is on its
 * way to the one storage, and from there to the others' copies, in the order in which it arrived. A copy does not take
 * another's text for a key that its own tab has written and not heard back yet.
 */
export class Processes {
  /** @param {Shelf} shelf @param {number} count @param {(tab: number, key: string) => void} event a tab's copy was changed by another tab */
  constructor(shelf, count, event) {
    this.shelf = shelf;
    this.event = event;
    /** Called when a tab has written. @type {(tab: number, key: string) => void} */
    this.wrote = () => undefined;
    this.copies = Array.from({ length: count }, () => new Shelf());
    /** @type {Written[][]} on the way to the storage, by tab */
    this.out = this.copies.map(() => []);
    /** @type {Written[][]} on the way to a tab */
    this.in = this.copies.map(() => []);
  }

  /** The storage as a tab has it. @param {number} tab @returns {Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">} */
  of(tab) {
    const copy = /** @type {Shelf} */ (this.copies[tab]);
    const { shelf } = this;
    /** @param {string} key @param {string | null} text */
    const write = (key, text) => {
      const before = copy.getItem(key);
      if (before !== text) this.out[tab]?.push({ from: tab, key, text });
      this.wrote(tab, key);
    };
    return {
      get length() {
        return copy.length;
      },
      key: (i) => copy.key(i),
      getItem: (key) => copy.getItem(key),
      setItem(key, text) {
        copy.room = shelf.room;
        write.call(null, key, tried(copy, key, text));
        copy.kept.set(key, text);
      },
      removeItem(key) {
        write(key, null);
        copy.kept.delete(key);
      },
    };
  }

  /** Let one thing that is on its way arrive. Gives whether there was any. @param {() => number} random */
  step(random) {
    const waiting = [...this.out, ...this.in].filter((all) => all.length > 0);
    const next = waiting[Math.floor(random() * waiting.length)];
    const written = next?.shift();
    if (!written) return false;
    const tab = this.in.indexOf(/** @type {Written[]} */ (next));
    if (tab < 0) this.arrive(written);
    else this.reach(tab, written);
    return true;
  }

  /** @param {Written} written */
  arrive({ from, key, text }) {
    if (text === null) this.shelf.kept.delete(key);
    else this.shelf.kept.set(key, text);
    for (const all of this.in) all.push({ from, key, text });
  }

  /** @param {number} tab @param {Written} written */
  reach(tab, { from, key, text }) {
    if (from === tab) return;
    const isOnItsWay = [...(this.out[tab] ?? []), ...(this.in[tab] ?? [])].some((own) => own.from === tab && own.key === key);
    const copy = /** @type {Shelf} */ (this.copies[tab]);
    if (!isOnItsWay && text === null) copy.kept.delete(key);
    else if (!isOnItsWay && text !== null) copy.kept.set(key, text);
    this.event(tab, key);
  }

  /** Let all arrive. @param {() => number} random */
  all(random) {
    while (this.step(random));
  }
}

/** The text, if there is room for it; throws as a storage does. @param {Shelf} shelf @param {string} key @param {string} text */
function tried(shelf, key, text) {
  const others = [...shelf.kept].reduce((sum, [name, value]) => sum + (name === key ? 0 : value.length), 0);
  if (others + text.length > shelf.room) throw new Error("QuotaExceededError");
  return text;
}

// A clock on the wall: it counts down, and stops nothing. Whoever needs longer takes longer.

/** Milliseconds between two looks at the time. */
const LOOK = 250;

export class Clock {
  /** @param {HTMLElement} face where the time left is shown @param {() => void} changed called when it starts, stops or is over */
  constructor(face, changed) {
    this.face = face;
    this.changed = changed;
    this.end = 0;
    /** @type {ReturnType<typeof setInterval> | undefined} */
    this.looking = undefined;
    this.over = false;
  }

  get told() {
    return { running: this.looking !== undefined, over: this.over };
  }

  /** Start, or stop where it runs. @param {number} minutes */
  press(minutes) {
    if (this.looking !== undefined) return this.stop();
    if (!(minutes > 0)) return;
    this.over = false;
    this.end = Date.now() + minutes * 60_000;
    this.looking = setInterval(() => this.look(), LOOK);
    this.look();
    this.changed();
  }

  stop() {
    clearInterval(this.looking);
    const was = this.told;
    this.looking = undefined;
    this.over = false;
    this.face.textContent = "";
    if (was.running || was.over) this.changed();
  }

  look() {
    const left = Math.max(0, Math.ceil((this.end - Date.now()) / 1000));
    this.face.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    if (left > 0) return;
    clearInterval(this.looking);
    this.looking = undefined;
    this.over = true;
    this.changed();
  }
}

// The roundtable: takes votes and what is agreed, and asks Python how far they are spread. What is shown follows the output.
//
// State: kept {table, place, step, side}, opened, before. `kept` outlives the page.

import { Clock } from "./clock.js";
import { Gatherer, listenForFiles } from "./dropping.js";
import { asText, download, fileName, randomId, stamp } from "./files.js";
import { fill } from "./fill.js";
import { View, dateInWords, piece } from "./view.js";

/** @typedef {import("./outputs").roundtable.Output} Output */
/** @typedef {import("./outputs").roundtable.View} Added what this view adds to the output */

/**
 * @typedef {{levels?: number[], unknown?: number, not_applicable?: number}} Vote
 * @typedef {{first?: Vote, second?: Vote}} SideVotes
 * @typedef {{who?: string, what?: string, by?: string}} Promised
 * @typedef {SideVotes & {agreed?: number | string | null, reason?: string, sides?: Record<string, SideVotes>, promises?: Promised[]}} Talk
 * @typedef {{instrument: string, agenda: string[], talks?: Record<string, Talk>, sides?: string[], id?: string, saved?: string}} Table
 * @typedef {{table?: Table | null, place?: number, step?: string, side?: string}} Kept
 */

/** What comes after and before a step; the first and the last lead to another question, or to the record. */
const STEPS = ["vote", "reveal", "again", "agree"];

/** @extends {View<Output>} */
class Roundtable extends View {
  /** @param {import("./view.js").Model} model @param {HTMLFormElement} form */
  constructor(model, form) {
    super(model, form);
    /** @type {Added["pile"]} what the files of votes hold, until the table begins */
    this.pile = null;
    /** @type {{done: number, of: number} | null} */
    this.reading = null;
    /** @type {Added["wrong"]} what is wrong with the votes as they are typed */
    this.wrong = {};
    /** Whether the reader is to be led to the question when it is there. */
    this.arriving = false;
    this.gatherer = new Gatherer(this.ask, (reading) => {
      this.reading = reading;
      this.show();
    });
    listenForFiles(this, (zone, files) => void this.read(zone, files));
    /** How many rows for promises are open, for the question on the screen. */
    this.rows = { practice: "", count: 1 };
    this.clock = new Clock(this.one("[data-left]"), () => this.show());
    this.listen(document, "fullscreenchange", () => this.show());
    for (const button of this.all("[data-can-fill]")) button.hidden = !document.fullscreenEnabled;
  }

  /** @returns {Kept} */
  get kept() {
    return this.state.kept ?? {};
  }

  /** @returns {Talk} */
  get talk() {
    return this.kept.table?.talks?.[this.practice] ?? {};
  }

  /** The question on the screen. @returns {string} */
  get practice() {
    return this.output.practice?.id ?? "";
  }

  get step() {
    return this.output.at?.step ?? "";
  }

  /** @param {Kept} change */
  keep(change) {
    this.set({ kept: { ...this.kept, ...change } });
  }

  /** @param {Talk} change */
  say(change) {
    const { table } = this.kept;
    if (!table || !this.practice) return;
    this.keep({ table: { ...table, saved: stamp(), talks: { ...table.talks, [this.practice]: { ...this.talk, ...change } } } });
  }

  /** @param {HTMLInputElement} target */
  changed(target) {
    this.told = {};
    if (target.matches("[data-file]")) return void this.openFile(target);
    if (target.matches("[data-before]")) return void this.openBefore(target);
    if (target.matches("[data-choice=instrument], [data-choice=agenda]")) this.show();
    if (target.matches("[data-side]")) this.turnTo(target);
    if (target.matches("[data-part]")) this.promise();
    if (target.matches("[data-jump]")) this.go(Number(target.value), "vote");
    if (target.matches("[data-vote]")) this.count(target);
    if (target.matches("[data-agreed] input, .cap-roundtable-agree .cap-without input")) this.agree(target);
    if (target.matches("[data-reason]")) this.say({ reason: target.value });
    if (target.matches("[data-hide]")) this.show();
  }

  /** @param {string} act @param {HTMLElement} button */
  clicked(act, button) {
    this.told = {};
    const { table } = this.kept;
    if (act === "begin") void this.begin();
    if (act === "more" || act === "less") this.stepBy(button, act === "more" ? 1 : -1);
    if (act === "on") this.on();
    if (act === "back") this.back();
    if (act === "skip") this.go(this.place, "agree");
    if (act === "record") this.go(this.place, "record");
    if (act === "to-table") this.go(this.place, "vote");
    if (act === "whole-screen") void (document.fullscreenElement ? document.exitFullscreen() : this.form.requestFullscreen());
    if (act === "print") this.print(this.one("[data-record]"));
    if (act === "write") void this.write(button.dataset.kind ?? "");
    if (act === "save") download(fileName(`${table?.instrument ?? "damaged"}-roundtable`), asText(table ?? {}));
    if (act === "save-agreed") void this.write("agreed");
    if (act === "save-plan") void this.write("plan");
    if (act === "promise") this.moreRows();
    if (act === "clock") this.clock.press(Number(this.one("[data-minutes]").value));
    if (act === "open-before") this.one("[data-before]").click();
    if (act === "drop-before") this.dropBefore();
    if (act === "open") this.one("[data-file]").click();
    if (act === "take") this.take();
    if (act === "leave") this.set({ opened: null });
    if (act === "ask-erase") this.one("[data-erase]").showModal();
    if (act === "keep") this.one("[data-erase]").close();
    if (act === "erase") this.clear();
    this.show();
  }

  get place() {
    return this.kept.place ?? 0;
  }

  /** @param {number} place @param {string} step */
  go(place, step) {
    this.wrong = {};
    this.arriving = true;
    this.clock.stop();
    this.keep({ place, step });
  }

  on() {
    const { step, place } = this;
    if (step === "vote" && this.people("first") === 0) {
      this.wrong = { nobody: true };
      this.one("[data-ballot] input").focus();
      return;
    }
    if (step !== "agree") return this.go(place, STEPS[STEPS.indexOf(step) + 1] ?? "record");
    if (this.output.at?.last) this.go(place, "record");
    else this.go(place + 1, "vote");
  }

  back() {
    const { step, place } = this;
    const before = STEPS[STEPS.indexOf(step) - 1];
    // Who agreed without a second vote goes back to the talk.
    if (step === "agree" && this.people("second") === 0) this.go(place, "reveal");
    else if (before) this.go(place, before);
    else if (place > 0) this.go(place - 1, "agree");
    else this.go(place, "record");
  }

  /** The vote that is counted now. @returns {"first" | "second"} */
  get which() {
    return this.step === "vote" ? "first" : "second";
  }

  /** The side whose votes are counted; nothing for those on no side. */
  get side() {
    const { sides = [] } = this.kept.table ?? {};
    const { side = sides[0] ?? "" } = this.kept;
    return sides.includes(side) ? side : "";
  }

  /** Count the votes of another side. @param {HTMLInputElement} select */
  turnTo(select) {
    select.focus(); // a field that is typed in would keep what it shows
    this.keep({ side: select.value });
  }

  /** The vote that the counters hold now. @returns {Vote} */
  get counted() {
    const { side, talk, which } = this;
    return (side ? talk.sides?.[side]?.[which] : talk[which]) ?? {};
  }

  /** Keep what the counters hold. @param {Vote} vote */
  sayVote(vote) {
    const { side, talk, which } = this;
    if (!side) return this.say({ [which]: vote });
    this.say({ sides: { ...talk.sides, [side]: { ...talk.sides?.[side], [which]: vote } } });
  }

  /** Everybody who voted, on whichever side. @param {"first" | "second"} which */
  people(which) {
    const votes = [this.talk, ...Object.values(this.talk.sides ?? {})].map((of) => of[which] ?? {});
    return votes.flatMap(({ levels = [], unknown = 0, not_applicable = 0 }) => [...levels, unknown, not_applicable]).reduce((sum, count) => sum + count, 0);
  }

  /** Take a count that was typed; one that cannot be stays in its field, and is not counted. @param {HTMLInputElement} input */
  count(input) {
    const most = Number(input.max);
    const count = input.value.trim() === "" && !input.validity.badInput ? 0 : Number(input.value);
    const isCount = !input.validity.badInput && Number.isInteger(count) && count >= 0 && count <= most;
    this.wrong = { number: !isCount };
    input.setAttribute("aria-invalid", String(!isCount));
    if (!isCount) return this.show();
    const vote = this.counted;
    const levels = [0, 1, 2, 3, 4].map((level) => vote.levels?.[level] ?? 0);
    const name = /** @type {HTMLElement} */ (input.closest("[data-n]")).dataset.n ?? "";
    const before = name in VOICES ? (vote[/** @type {keyof typeof VOICES} */ (name)] ?? 0) : (levels[Number(name)] ?? 0);
    if (this.people(this.which) - before + count > most) {
      this.wrong = { many: true };
      input.value = before ? String(before) : "";
      return this.show();
    }
    const changed = name in VOICES ? { [name]: count } : { levels: levels.map((was, level) => (level === Number(name) ? count : was)) };
    this.sayVote({ levels, ...vote, ...changed });
  }

  /** @param {HTMLElement} button @param {number} by */
  stepBy(button, by) {
    const input = /** @type {HTMLInputElement} */ (/** @type {HTMLElement} */ (button.closest("[data-n]")).querySelector("input"));
    input.value = String(Math.max(0, (Number(input.value) || 0) + by));
    this.count(input);
  }

  /** @param {HTMLInputElement} input */
  agree(input) {
    const name = /** @type {HTMLElement} */ (input.closest("[data-n]")).dataset.n ?? "";
    this.say({ agreed: /^[0-4]$/.test(name) ? Number(name) : name });
  }

  /** Keep every row of promises as it is typed: one that says nothing is dropped where it is read. */
  promise() {
    const rows = this.all("[data-promise]").map((row) => {
      /** @param {string} part */
      const typed = (part) => /** @type {HTMLInputElement} */ (row.querySelector(`[data-part=${part}]`)).value;
      return { who: typed("who"), what: typed("what"), by: typed("by") };
    });
    while (rows.length > 0 && !Object.values(rows[rows.length - 1] ?? {}).some(Boolean)) rows.pop();
    this.say({ promises: rows });
  }

  moreRows() {
    this.rows = { practice: this.practice, count: this.openRows + 1 };
    this.show();
    const row = this.all("[data-promise]")[this.openRows - 1];
    /** @type {HTMLInputElement | undefined} */ (row?.querySelector("[data-part=who]") ?? undefined)?.focus();
  }

  /** How many rows for promises stand open. */
  get openRows() {
    const { practice, count } = this.rows;
    return Math.max(this.talk.promises?.length ?? 0, practice === this.practice ? count : 1);
  }

  async begin() {
    const instrument = this.one("[data-choice=instrument]").value;
    const part = this.one(`[data-of="${instrument}"]`);
    /** @param {string} name */
    const chosen = (name) => part.querySelector(`[data-choice=${name}]`)?.value ?? "";
    const questions = [...part.querySelectorAll("[data-question]:checked")].map((box) => /** @type {HTMLInputElement} */ (box).value);
    const seats = Math.min(Number(this.one("[data-choice=seats]").max), Math.max(0, Math.trunc(Number(this.one("[data-choice=seats]").value))));
    const typed = this.one("[data-choice=sides]").value;
    const sides = typed.split(",").flatMap((/** @type {string} */ name) => name.trim() || []);
    const choice = { instrument, questions, seats, sides, agenda: chosen("agenda"), nation: chosen("nation"), contract: chosen("contract") };
    const { before = null } = this.state;
    const { output } = await this.ask("new-table", { choice, before, pile: this.pile, id: randomId() });
    const begun = /** @type {import("./outputs").roundtable.NewTable | null} */ (output);
    if (!begun) return this.show(); // Python does not run here, and the page says so
    if (begun.fault) {
      this.told = typeof begun.fault === "string" ? { nothing: begun.fault } : { unset: begun.fault };
      return this.show();
    }
    this.pile = null;
    this.told = { files: begun.filled ? begun : null };
    this.go(0, "vote");
    this.keep({ table: /** @type {Table} */ (begun.table) });
  }

  /** @param {string} zone @param {File[]} files */
  read(zone, files) {
    this.told = {};
    return this.gatherer.next(async () => {
      if (files.length === 0) return;
      const pile = await this.gatherer.gather(files).catch(() => {
        this.told = { unread_file: true };
      });
      if (pile) this.pile = pile;
      const { table } = this.kept;
      if (pile && zone === "later" && table) {
        const { output } = await this.ask("filled-table", { table, pile, which: this.which });
        const taken = /** @type {import("./outputs").roundtable.NewTable | null} */ (output);
        if (taken?.table) {
          this.told = { files: taken };
          this.keep({ table: { .../** @type {Table} */ (taken.table), saved: stamp() } });
        }
      }
      this.show();
    });
  }

  /** @param {HTMLInputElement} input */
  async openFile(input) {
    const text = await this.textOf(input);
    if (text !== undefined) this.set({ opened: text });
  }

  /** @param {HTMLInputElement} input */
  async openBefore(input) {
    const text = await this.textOf(input);
    if (text !== undefined) this.set({ before: text });
  }

  dropBefore() {
    this.set({ before: null });
    this.one("[data-act=open-before]").focus(); // the button is gone
  }

  take() {
    const { table, place, step } = this.output.opened ?? {};
    this.told = { taken: true };
    this.arriving = true;
    this.set({ opened: null, kept: { table, place, step } });
  }

  clear() {
    this.one("[data-erase]").close();
    this.told = { erased: true };
    this.set({ kept: {}, opened: null, before: null });
  }

  /** @param {string} kind */
  async write(kind) {
    await this.saveFile("roundtable-file", { kept: this.kept, kind });
  }

  fill() {
    const { output, host, told, reading, wrong, step } = this;
    const { opened: text = null } = this.state;
    const last = output.at?.last ?? false;
    const pile = this.pile;
    const { before } = output;
    const instrument = this.one("[data-choice=instrument]").value;
    /** @type {Added} */
    const added = {
      seated: output.seated ?? Boolean(this.kept.table),
      ...{ host, told, reading, wrong, pile },
      voting: step === "vote" || step === "again",
      next_question: step === "agree" && !last,
      to_record: step === "agree" && last,
      people: this.people(this.which),
      clock: this.clock.told,
      other_before: Boolean(before?.instrument) && before?.instrument !== instrument,
      printed: { date: dateInWords() },
    };
    fill(this.form, { ...output, ...added });
    for (const item of this.all("[data-step]")) {
      if (item.dataset.step === step) item.ariaCurrent = "step";
      else item.removeAttribute("aria-current");
    }
    for (const part of this.all("[data-of]")) {
      part.hidden = part.dataset.of !== instrument;
      const agenda = /** @type {HTMLSelectElement} */ (part.querySelector("[data-choice=agenda]")).value;
      /** @type {HTMLElement} */ (part.querySelector("[data-choose]")).hidden = agenda !== "chosen";
    }
    this.one("[data-jump]").value = "";
    this.fillTalk();
    this.leadTo("[data-opened]", output.opened ? text : null);
    if (this.arriving && output.at && output.at.step === this.kept.step && output.at.number === this.place + 1) {
      this.arriving = false;
      const heading = this.one(step === "record" ? "[data-title-record]" : "[data-title]");
      heading.focus({ preventScroll: true });
      this.one(".cap-roundtable-table").scrollIntoView({ block: "start" });
    }
  }

  /** What was typed, into its fields; never into the one that is typed in. */
  fillTalk() {
    const vote = this.counted;
    this.one("[data-side]").value = this.side;
    for (const input of /** @type {HTMLInputElement[]} */ (this.all("[data-vote]"))) {
      const name = /** @type {HTMLElement} */ (input.closest("[data-n]")).dataset.n ?? "";
      const count = name in VOICES ? vote[/** @type {keyof typeof VOICES} */ (name)] : vote.levels?.[Number(name)];
      if (document.activeElement === input || input.ariaInvalid === "true") continue;
      input.value = count ? String(count) : "";
    }
    this.form.toggleAttribute("data-hidden-votes", this.one("[data-hide]").checked);
    for (const input of /** @type {HTMLInputElement[]} */ (this.all(".cap-roundtable-agree input"))) {
      const name = /** @type {HTMLElement} */ (input.closest("[data-n]")).dataset.n;
      input.checked = String(this.talk.agreed ?? "") === name;
    }
    const { openRows } = this;
    const rows = this.all("[data-promise]");
    for (const [n, row] of rows.entries()) {
      row.hidden = n >= openRows;
      const promise = this.talk.promises?.[n] ?? {};
      for (const input of /** @type {NodeListOf<HTMLInputElement>} */ (row.querySelectorAll("[data-part]"))) {
        const value = promise[/** @type {keyof Promised} */ (input.dataset.part)] ?? "";
        if (document.activeElement !== input) input.value = value;
      }
    }
    this.one("[data-act=promise]").hidden = openRows >= rows.length || (this.talk.promises?.length ?? 0) < openRows;
    const reason = this.one("[data-reason]");
    if (document.activeElement !== reason) reason.value = this.talk.reason ?? "";
  }
}

/** Votes that are no level. */
const VOICES = { unknown: true, not_applicable: true };

export default piece(Roundtable);

// The form for people outside: one question a screen, and one way to send what was said. Nothing waits for Python.
//
// Traits: state {response}, host. The round comes from the page's address, as a label; the address to send to stands in
// the page, written at build: no link can change it.

import { fileName } from "./files.js";
import { fill } from "./fill.js";
import { canShare, copySeen, seen, share } from "./handing.js";
import { inOneLine, unsealed } from "./letter.js";
import { about, answered, described, noted } from "./response.js";
import { SendingView } from "./sending.js";
import { dateInWords, piece } from "./view.js";

/** @typedef {import("./outputs").outside.Output} Output */
/** @typedef {import("./outputs").outside.View} Shown */
/** @typedef {import("./assessment.js").Answer} Answer */
/** @typedef {import("./assessment.js").Response} Response */

const NOT_APPLICABLE = "not-applicable";
/** How each answer is written by hand. @type {Record<string, string>} */
const BY_HAND = { 0: "A", 1: "B", 2: "C", 3: "D", 4: "E", unknown: "X", "not-applicable": "Z" };

/** @extends {SendingView<Output>} */
class Outside extends SendingView {
  /** @param {import("./view.js").Model} model @param {HTMLFormElement} form */
  constructor(model, form) {
    super(model, form);
    this.practices = /** @type {HTMLFieldSetElement[]} */ (this.all("[data-practice]"));
    this.steps = this.all("[data-screen]");
    /** Those that are not asked after a "no" at the gate. */
    this.gated = this.practices.filter((practice) => practice.matches("[data-gated]"));
    /** Whether whoever answers now said that the gated ones apply, or is at one of them. */
    this.passed = false;
    /** Where the reader is: a step, or a place beside them. @type {HTMLElement | undefined} */
    this.here = undefined;
    /** The steps that whoever answers now has been at. @type {Set<HTMLElement | undefined>} */
    this.seen = new Set();
    /** Whether a link on this page was followed just now. */
    this.linked = false;
    /** Whether answers were found here, so that any address may be of whoever gave them. */
    this.found = false;
    /** Whether the reader is at one answer only to change it. */
    this.changing = false;
    /** Whether what goes now is cleared by this page, and by no other tab. */
    this.clearing = false;
    this.begun = this.isBegun;
    /** Whether all had been sent when this was shown last: what comes after that stands open then, once. */
    this.wasFinished = false;
    /** What is marked to be printed alone, for this one time. @type {HTMLElement | undefined} */
    this.lent = undefined;
  }

  /** Whether something was said. */
  get isBegun() {
    const { answers, context, note } = this.state.response;
    return Object.keys(answers).length > 0 || Boolean(context?.about) || Boolean(note);
  }

  /** @returns {{response: Response}} */
  get state() {
    return super.state;
  }

  start() {
    const { begun } = this;
    this.found = begun;
    if (begun) this.recall();
    this.listen(window, "hashchange", () => {
      this.follow();
      this.remember();
    });
    super.start();
    // Whoever finds answers on a device may not be the one who gave them.
    if (begun && !this.target) this.show_(this.one("[data-beside=resumed]"));
    else this.follow();
  }

  /** What was said at the gate: where none of what lies behind it applies, that is a "no". @returns {"" | "yes" | "no"} */
  get gate() {
    const { answers } = this.state.response;
    const behind = this.gated.map(({ dataset: { practice = "" } }) => answers[practice]);
    if (this.passed) return "yes";
    if (behind.length > 0 && behind.every((answer) => answer?.level === NOT_APPLICABLE && !answer.note)) return "no";
    return behind.some((answer) => answer !== undefined) ? "yes" : "";
  }

  /** The practices that are asked. */
  get asked() {
    return this.gate === "no" ? this.practices.filter((practice) => !this.gated.includes(practice)) : this.practices;
  }

  /** The steps that are gone through. */
  get path() {
    const { asked } = this;
    return this.steps.filter((step) => this.practices.every((practice) => !step.contains(practice) || asked.includes(practice)));
  }

  /** Yes or no at the gate: after a no, what lies behind it is kept as not applicable. @param {string} said */
  decide(said) {
    const before = this.gate;
    this.passed = said === "yes";
    const answer = said === "no" ? { level: NOT_APPLICABLE } : null;
    if (said === "yes" && before !== "no") return this.show();
    this.keep(this.gated.reduce((response, { dataset }) => answered(response, dataset.practice ?? "", answer), this.state.response));
    this.showState();
  }

  /** The step that the page's address leads to. */
  get target() {
    return this.path.find(({ id }) => `#${id}` === location.hash);
  }

  /** Where the address leads; but an address that somebody before has left behind leads to no step. */
  follow() {
    const { target, linked } = this;
    const is_own = target === undefined || linked || this.found || this.seen.has(target);
    if (!is_own) history.replaceState(null, "", location.pathname + location.search);
    const cleared = this.one("[data-beside=cleared]");
    const place = is_own ? (target ?? this.steps[0]) : this.here === cleared ? cleared : this.steps[0];
    if (this.here === undefined) this.show_(place);
    else if (place !== this.here) this.goTo(place);
  }

  /** Show one step or place, and no other. @param {HTMLElement | undefined} place */
  show_(place) {
    this.here = place;
    this.seen.add(place);
    this.linked = false;
    for (const part of [...this.steps, ...this.all("[data-beside]")]) part.hidden = part !== place;
    for (const part of this.all("[data-beside=intro], [data-beside=before]")) part.hidden = place !== this.steps[0];
    if (place?.id === "finish") this.changing = false;
    document.documentElement.toggleAttribute("data-outside-on", place !== this.steps[0]);
  }

  /** Go on to a step, as to a page of its own: its address is kept, and what it asks is read out. @param {HTMLElement | undefined} place */
  goTo(place) {
    if (!place) return;
    this.show_(place);
    if (place.id && location.hash !== `#${place.id}`) history.pushState(this.host.keeps ? this.done : null, "", `#${place.id}`);
    const head = /** @type {HTMLElement} */ (place.matches("[tabindex]") ? place : place.querySelector("[tabindex]"));
    head.focus({ preventScroll: true });
    document.body.scrollIntoView({ block: "start" });
  }

  /** @param {HTMLInputElement} target */
  changed(target) {
    const practice = /** @type {HTMLElement | null} */ (target.closest("[data-practice]"));
    const { response } = this.state;
    this.told = {};
    if (practice?.matches("[data-gated]")) this.passed = true;
    if (target.matches("[data-gate]")) this.decide(target.value);
    else if (practice) this.keep(answered(response, practice.dataset.practice ?? "", read(practice, response)));
    else if (target.matches("[data-about], [data-about-words]")) this.describe(target);
    else if (target.matches("[data-else]")) this.keep(noted(response, target.value.trim()));
    else if (target.matches("[data-kind]")) this.keep(described(response, "rater/role", target.value));
  }

  /** What the answers are about: one of those offered, or another that is written. @param {HTMLInputElement} target */
  describe(target) {
    const words = this.one("[data-about-words]");
    const other = this.one("[data-about][value='']");
    if (target === words) other.checked = true;
    if (target === other) words.focus();
    this.keep(described(this.state.response, "context/about", (other.checked ? words : target).value.trim()));
  }

  /** @param {Response} response */
  keep(response) {
    this.set({ response: this.round ? described(response, "context/round", this.round) : response });
  }

  /** @param {string} act @param {HTMLElement} button */
  clicked(act, button) {
    const place = this.here ? this.path.indexOf(this.here) : 0;
    if ((act === "on" || act === "drop") && this.settleWords(act === "drop")) this.goOn(place);
    if (act === "enough" && this.settleWords(false)) this.goTo(this.steps.at(-1));
    if (act === "copy-words" || act === "share-words") void this.takeWords(act, button);
    if (act === "change" || act === "blank") this.change();
    if (act === "change" || act === "group") this.linked = true;
    if (act === "back") this.goTo(this.path[place - 1]);
    if (act === "resume") this.resume();
    if (act === "blank") this.goTo(this.firstBlank);
    super.clicked(act);
    if (act === "print") this.print(this.form, "blank");
    if (act === "print-larger") this.print(this.form, "blank larger");
    if (act === "clear-now" || act === "afresh") this.clear(act === "afresh");
    if (act === "again") this.goTo(this.steps[0]);
  }

  /**
   * To the next step; or back to all answers, at the one that was changed where these stand open. Of answers that had been
   * sent, that they are others now comes before that: at the top, with the way to send them again.
   * @param {number} place
   */
  goOn(place) {
    const { changing, here, resend } = this;
    if (changing && resend) this.sending = false;
    this.goTo(changing ? this.steps.at(-1) : this.path[place + 1]);
    if (changing && resend) return this.show();
    const line = changing ? this.one(`[data-act=change][href="#${here?.id}"]`) : null;
    if (!line?.closest("details")?.open) return;
    line.focus({ preventScroll: true });
    line.closest("div").scrollIntoView({ block: "center" });
  }

  /**
   * Words with no line chosen are not lost without being asked about, and no answer is made of them: they go into the box
   * for all else. Gives whether they are settled: a box that is full takes no more.
   * @param {boolean} dropped
   */
  settleWords(dropped) {
    const place = this.practices.findIndex((own) => this.here?.contains(own));
    const practice = this.practices[place];
    if (practice === undefined || !isAdrift(practice)) return true;
    const words = /** @type {HTMLTextAreaElement} */ (practice.querySelector("[data-note]"));
    const all = this.one("[data-else]");
    const moved = [all.value.trim(), `${this.lettersWord("question")} ${place + 1}: ${words.value.trim()}`].filter(Boolean).join("\n");
    if (!dropped && moved.length > all.maxLength) return false;
    if (!dropped) all.value = moved;
    words.value = "";
    this.keep(noted(this.state.response, all.value.trim()));
    return true;
  }

  /** From the last screen to one answer, and back to the last screen. */
  change() {
    this.changing = true;
    this.show();
  }

  /** Whether these were sent, and are others now. */
  get resend() {
    return typeof this.last.on === "string" && this.last.of !== this.mark && this.isBegun;
  }

  get firstBlank() {
    return this.steps.find((step) => step.querySelector("[data-practice]") && !step.querySelector("input:checked"));
  }

  resume() {
    const { response } = this.state;
    if (this.round && response.context?.round !== this.round) this.keep(response);
    this.goTo(this.firstBlank ?? this.steps.at(-1));
  }

  /** Forget these answers, and none that another form keeps. @param {boolean} begin whether another person begins at once */
  clear(begin) {
    this.clearing = this.isBegun;
    this.leave();
    this.forget();
    for (const details of this.all("details")) details.removeAttribute("open");
    this.showState();
    if (begin) return this.goTo(this.steps[0]);
    history.replaceState(null, "", location.pathname + location.search);
    this.goTo(this.one("[data-beside=cleared]"));
  }

  /** Whoever comes now is another person. */
  leave() {
    this.seen.clear();
    this.found = false;
    this.passed = false;
    this.changing = false;
  }

  /** Write the state into the form; then the rest. */
  showState() {
    const { response } = this.state;
    for (const practice of this.practices) write(practice, response.answers[practice.dataset.practice ?? ""]);
    this.writeAbout(response.context?.about ?? "");
    for (const input of /** @type {HTMLInputElement[]} */ (this.all("[data-gate]"))) input.checked = input.value === this.gate;
    const role = response.rater?.role;
    for (const input of /** @type {HTMLInputElement[]} */ (this.all("[data-kind]"))) input.checked = role !== undefined && input.value === role;
    const words = this.one("[data-else]");
    if (words !== document.activeElement) words.value = response.note ?? "";
    const gone = this.begun && !this.isBegun;
    this.begun = this.isBegun;
    if (gone && !this.clearing) this.leaveCleared();
    if (gone) this.clearing = false;
    this.show();
  }

  /** Another tab cleared what was here: that is said, and nothing of it is written back. */
  leaveCleared() {
    this.told = { elsewhere: true };
    this.sending = false;
    this.leave();
    this.form.reset();
    history.replaceState(null, "", location.pathname + location.search);
    this.goTo(this.one("[data-beside=cleared]"));
  }

  /** @param {string} about */
  writeAbout(about) {
    const fields = /** @type {HTMLInputElement[]} */ (this.all("[data-about]"));
    const words = this.one("[data-about-words]");
    if (words === null || words === document.activeElement) return;
    const offered = fields.some(({ value }) => value === about && about !== "");
    for (const field of fields) field.checked = about !== "" && field.value === (offered ? about : "");
    words.value = offered ? "" : about;
  }

  fill() {
    const { response } = this.state;
    const { asked, gate } = this;
    const said = Object.fromEntries(asked.map(({ dataset: { practice = "" } }) => [practice, response.answers[practice]]));
    const answers = Object.values(said);
    const answered = answers.filter((answer) => answer !== undefined).length;
    const earlier = response.context?.round ?? "";
    const first = this.first(said);
    /** @type {Shown} */
    const shown = {
      resend: this.resend,
      first,
      host: this.host,
      round: this.round || earlier,
      earlier_round: this.round === earlier ? "" : earlier,
      progress: { answered, total: answers.length },
      blank: answers.length - answered,
      unknown: answers.filter((answer) => answer?.level === "unknown").length,
      kind: wordsOf(this.one("[data-kind]:checked:not([value=''])")),
      said: Object.fromEntries(this.practices.map(({ dataset: { practice = "" } }) => [practice, toldOf(response.answers[practice], practice === first, practice in said)])),
      gate,
      date: dateInWords(),
      number: inFours(response.id),
      changing: this.changing,
      next: this.practices.findIndex((practice) => chosen(practice) === null) + 1,
      about: response.context?.about ?? "",
      beside: response.note ?? "",
      line: this.line,
      can_share_words: canShare({ text: "-" }),
      ...this.sent,
    };
    fill(this.form, { ...shown });
    if (shown.finished !== this.wasFinished) for (const part of this.all("[data-open-when-sent]")) part.toggleAttribute("open", shown.finished);
    this.wasFinished = shown.finished;
    for (const practice of this.practices) {
      /** @type {import("./outputs").outside.RaterIndices} */
      const own = {
        on: isAdrift(practice) ? "keep" : this.changing ? "back" : chosen(practice) ? "continue" : "skip",
        about: shown.about,
        total: answers.length,
      };
      fill(practice, own);
    }
  }

  /** The practice whose next step comes first: the first of those named that stands at the bottom, or the last of them. @param {Record<string, Answer | undefined>} said */
  first(said) {
    const named = this.all("[data-first]").map(({ dataset }) => dataset.first ?? "");
    return named.find((id) => [0, 1].includes(/** @type {number} */ (said[id]?.level))) ?? named.at(-1) ?? "";
  }

  /** The words to ask with, ready to be pasted, or handed on. @param {string} act @param {HTMLElement} button */
  async takeWords(act, button) {
    const words = /** @type {HTMLElement} */ (button.parentElement?.previousElementSibling);
    if (act === "share-words") return void (await share({ text: seen(words) }));
    const { copied = false } = await copySeen(words);
    this.tell({ words: copied });
  }

  /** All that was chosen in one line, to be copied by hand: a letter for each line of a question. */
  get line() {
    const { context = {} } = this.state.response;
    const said = this.practices.flatMap((practice, i) => {
      const input = chosen(practice);
      return input === null ? [] : [`${i + 1}${BY_HAND[input.value]}`];
    });
    return [context.round, context.about, said.join(" ")].filter(Boolean).join(". ");
  }

  get fileName() {
    const { response } = this.state;
    return fileName(`${response.instrument}-answers`, about(response), "txt");
  }

  get sheet() {
    const lines = this.asked.map((practice, i) => ({
      asked: `${i + 1}. ${inOneLine(practice.querySelector("[data-ask]")?.textContent)}`,
      said: wordsOf(chosen(practice)) || this.lettersWord("blank"),
      note: inOneLine(noteOf(practice)),
    }));
    const words = unsealed(this.state.response.note ?? "");
    const beside = words ? [{ asked: this.lettersWord("else"), said: words, note: "" }] : [];
    const is_first = this.one("[data-screen]#beside") !== null;
    return is_first ? [...beside, ...lines] : [...lines, ...beside];
  }

  get sealed() {
    return this.state.response;
  }

  get lettersBody() {
    const word = this.lettersWord("note");
    return this.sheet.map(({ asked, said, note }) => [asked, `   ${said}`, ...(note ? [`   ${word} ${unsealed(note)}`] : [])].join("\n")).join("\n\n");
  }

  /** Questions are their numbers, and what was not answered is left out. */
  get mailLines() {
    const blank = this.lettersWord("blank");
    const lines = this.sheet.map(({ asked, said, note }) => ({ said, line: `${/^\d+\./.exec(asked) ?? asked} ${said}${note ? ` / ${unsealed(note)}` : ""}` }));
    return lines.flatMap(({ said, line }) => (said === blank ? [] : [line])).join("\n");
  }

  openForPrint() {
    super.openForPrint();
    const letter = this.one("[data-letter]");
    // The browser's own "print", once all is answered, gives the sheet that the button gives.
    this.lent = this.here?.id === "finish" && !document.querySelector("[data-printing]") ? letter : undefined;
    this.lent?.setAttribute("data-printing", "");
    const whole = this.here?.id !== "finish" || this.form.dataset.printing?.startsWith("blank");
    if (whole) for (const step of this.steps) step.hidden = step.id === "finish";
  }

  closeAfterPrint() {
    super.closeAfterPrint();
    this.lent?.removeAttribute("data-printing");
    this.show_(this.here);
  }
}

export default piece(Outside);

/** @param {Element} practice */
function chosen(practice) {
  return /** @type {HTMLInputElement | null} */ (practice.querySelector("input[type=radio]:checked"));
}

/** @param {Element} practice */
function noteOf(practice) {
  return /** @type {HTMLTextAreaElement} */ (practice.querySelector("[data-note]")).value.trim();
}

/** Whether there are words of one's own, and no line chosen. @param {Element} practice */
function isAdrift(practice) {
  return chosen(practice) === null && noteOf(practice) !== "";
}

/** What is told of an answer; its next step stands among the others unless it comes first. @param {Answer | undefined} answer @param {boolean} first @param {boolean} asked */
function toldOf(answer, first, asked) {
  return { given: /** @type {any} */ (answer?.level ?? null), note: answer?.note ?? "", more: !first && answer?.level !== NOT_APPLICABLE, asked };
}

/** A response's number, as people read and say it. @param {string | undefined} id */
function inFours(id) {
  return (id ?? "").replace(/.{4}(?=.)/g, "$& ");
}

/** The words beside what is chosen. @param {Element | null} input */
function wordsOf(input) {
  return inOneLine(input?.closest("label")?.textContent);
}

/**
 * What the form says about a practice; evidence is not asked here, and what another form kept of it stays.
 * @param {HTMLElement} practice
 * @param {Response} response
 * @returns {Answer | null}
 */
function read(practice, { answers }) {
  const input = chosen(practice);
  if (input === null) return null;
  const evidence = answers[practice.dataset.practice ?? ""]?.evidence;
  const note = noteOf(practice);
  return { level: /^[0-9]$/.test(input.value) ? Number(input.value) : input.value, ...(evidence ? { evidence } : {}), ...(note ? { note } : {}) };
}

/**
 * Write an answer into the form, where it differs from what was written last.
 * @param {HTMLElement} practice
 * @param {Answer | undefined} answer
 */
function write(practice, answer) {
  const mark = JSON.stringify(answer ?? null);
  if ((practice.dataset.shown ?? "null") === mark) return;
  practice.dataset.shown = mark;
  for (const input of /** @type {NodeListOf<HTMLInputElement>} */ (practice.querySelectorAll("input[type=radio]"))) {
    input.checked = answer !== undefined && input.value === String(answer.level);
  }
  const note = /** @type {HTMLTextAreaElement} */ (practice.querySelector("[data-note]"));
  if (document.activeElement !== note) note.value = answer?.note ?? "";
  if (note.value !== "") /** @type {HTMLDetailsElement | null} */ (note.closest("details"))?.setAttribute("open", "");
}

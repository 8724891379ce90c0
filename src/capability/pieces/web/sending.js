// What the forms for people outside share: three ways to send a text that anybody can read, and a device that is cleared.

import { download, today } from "./files.js";
import { canShare, copy, share } from "./handing.js";
import { inOneLine, letterOf, plainOf, roundIn, shortCode, storedCode, unsealed } from "./letter.js";
import { View, dayInWords } from "./view.js";

/**
 * Longest link to a mail program, in characters. Windows hands over some 2,048 and drops what is longer without a word; elsewhere
 * nobody promises anything. The code stands last, and says when it was cut.
 */
const LONGEST_LINK = navigator.userAgent.includes("Windows") ? 2000 : 8000;

/** @template Output @extends {View<Output>} */
export class SendingView extends View {
  /** @param {import("./view.js").Model} model @param {HTMLFormElement} form */
  constructor(model, form) {
    super(model, form);
    this.round = roundIn(location.search) || roundIn(searchBefore());
    this.sending = false;
    /** Whether whoever has finished wants to send once more. */
    this.again = false;
    /** What was done with the answers as they stood then. @type {{of: string, how: import("./outputs").outside.View["out"]}} */
    this.done = { of: "", how: "none" };
    /** The code of a text, once it was made short. */
    this.packed = { of: "", code: "" };
  }

  /** What was said as it stands, for telling whether it changed: a sum, from which nobody reads it. */
  get mark() {
    const text = JSON.stringify(this.state.response ?? this.state.kept, inOrder);
    return String([...text].reduce((sum, sign) => (Math.imul(sum, 31) + (sign.codePointAt(0) ?? 0)) | 0, 0));
  }

  /** @param {import("./outputs").outside.View["out"]} how */
  note(how) {
    if (this.sent.finished && how !== "sent") return; // what has gone does not come back
    this.done = { of: this.mark, how };
    if (this.host.keeps && how === "sent") this.set({ sent: { last: { of: this.mark, on: today() } } });
    this.remember();
  }

  /** What has gone last, and on which day: kept beside the answers, for other tabs and other days. @returns {{of?: unknown, on?: unknown}} */
  get last() {
    return this.state.sent?.last ?? {};
  }

  /** Leave what was done with this address in the tab's own history: who comes back to it is told so. */
  remember() {
    if (this.host.keeps) history.replaceState(this.done, "");
  }

  /** What was done with the answers that were here before; else nobody knows. */
  recall() {
    const { of, how } = history.state ?? {};
    if (this.last.of === this.mark) this.done = { of: this.mark, how: "sent" };
    else if (of === this.mark && typeof how === "string") this.done = history.state;
    else this.note("earlier");
  }

  /** What was said, line for line, as it is sent and printed. @returns {import("./outputs").plain.Line[]} */
  get sheet() {
    return [];
  }

  /** The same for the workbench. @returns {{format: string}} */
  get sealed() {
    return { format: "" };
  }

  /** The lines between what stands above them and what is sealed. */
  get lettersBody() {
    return this.sheet.map(({ asked, said }) => `${asked}: ${said}`).join("\n");
  }

  /** What was said as a code: the short one, if it is made by now. Whoever presses a button is not kept waiting. */
  get code() {
    const plain = plainOf(this.sealed);
    return this.packed.of === plain ? this.packed.code : storedCode(plain);
  }

  /** Make the code short, and show what fits then. */
  async pack() {
    const of = plainOf(this.sealed);
    if (this.packed.of === of) return;
    const code = await shortCode(of).catch(() => storedCode(of));
    if (of !== plainOf(this.sealed)) return; // said on meanwhile
    this.packed = { of, code };
    this.show();
  }

  /** The text that is sent: what was said for whoever reads it, behind it the same for the workbench. */
  get letter() {
    return letterOf(this.lettersHead, this.lettersBody, this.lettersWord("foot"), this.code);
  }

  /** A whole message, for whoever pastes it where no mail program opens: to whom, about what, and the text. */
  get message() {
    const to = linesOf(this.all("[data-message-to]"));
    return [to.join("\n"), this.messageWord("hello"), this.messageWord("here"), this.letter].join("\n\n");
  }

  /** The same as an email that is opened from a link, the best first: what was said can be read in each of them. */
  get mailBodies() {
    const [hello, here, attached] = ["hello", "here", "attached"].map((word) => this.messageWord(word));
    const code = `${this.lettersWord("foot")}\n${this.code}`;
    const lines = [
      [this.lettersHead.join("\n"), this.lettersBody],
      [linesOf(this.all("[data-letter-own]")).join("\n"), this.mailLines],
    ];
    const bodies = [
      ...lines.map((said) => ({ fits: /** @type {const} */ ("whole"), body: [hello, here, ...said, code] })),
      ...lines.map((said) => ({ fits: /** @type {const} */ ("readable"), body: [hello, here, attached, ...said] })),
      { fits: /** @type {const} */ ("none"), body: [hello, attached] },
    ];
    return bodies.map(({ fits, body }) => ({ fits, body: body.filter(Boolean).join("\n\n") }));
  }

  /** What was said, as short as a link has to be. */
  get mailLines() {
    return this.lettersBody;
  }

  /** A link that opens an email, with as much of it in it as such a link may hold. */
  get mail() {
    const [subject = ""] = linesOf([this.one("[data-subject]")]);
    const head = `${this.mailTo}?subject=${encodeURIComponent(subject)}&body=`;
    const links = this.mailBodies.map(({ fits, body }) => ({ fits, href: head + encodeURIComponent(body.replaceAll("\n", "\r\n")) }));
    return /** @type {typeof links[0]} */ (links.find(({ href }) => href.length <= LONGEST_LINK) ?? links.at(-1));
  }

  /** The address as the page was built with it. */
  get mailTo() {
    return (this.one("[data-mail]")?.getAttribute("href") ?? "").split("?")[0];
  }

  /** @param {string} word */
  messageWord(word) {
    return inOneLine(this.one(`[data-message-word="${word}"]`).textContent);
  }

  /** What its file is called. */
  get fileName() {
    return "";
  }

  /** The text as a file: of all kinds that could hold answers, phones share this one. */
  get file() {
    return new File([this.letter], this.fileName, { type: "text/plain" });
  }

  /** What the page shows of all this. */
  get sent() {
    const can_share = canShare({ files: [this.file] });
    const { mark, last } = this;
    const known = this.done.of === mark ? this.done.how : "none";
    const out = last.of === mark ? "sent" : known;
    const finished = out === "sent";
    const sent_on = dayInWords(last.on);
    const sending = this.sending || finished;
    const ways = !finished || this.again;
    if (sending) void this.pack();
    return {
      file: this.fileName,
      can_share,
      sending,
      ways,
      told: this.told,
      out,
      finished,
      sent_on,
      changed: sent_on !== "" && last.of !== mark,
      sheet: this.sheet,
      fits: this.mail.fits,
    };
  }

  /** The lines that stand above what was said. */
  get lettersHead() {
    return linesOf(this.all("[data-letter] > p:not([data-letter-word])"));
  }

  /** @param {string} word */
  lettersWord(word) {
    return inOneLine(this.one(`[data-letter-word="${word}"]`).textContent);
  }

  /** @param {string} act @param {HTMLElement} [_button] */
  clicked(act, _button) {
    if (act === "send") this.send();
    if (act === "mail") this.openMail();
    if (act === "again-send") this.sendAgain();
    if (act === "share") void this.share();
    if (act === "copy") void this.copy();
    if (act === "save") this.save();
    if (act === "sent") this.finish();
    if (act === "print-letter") this.printLetter();
    if (act === "clear") this.one("[data-clearing]").showModal();
    if (act === "keep") this.one("[data-clearing]").close();
  }

  send() {
    this.sending = true;
    this.show();
    queueMicrotask(() => this.one(".cap-sending [tabindex]").focus());
  }

  /** The link is written as it is followed: what was said may have changed since. */
  openMail() {
    const { fits, href } = this.mail;
    for (const link of this.all("[data-mail]")) link.setAttribute("href", href);
    if (fits !== "whole") download(this.fileName, this.letter);
    this.note("mailed");
    this.tellWay(fits === "whole" ? { mailed: true } : { attached: true });
  }

  sendAgain() {
    this.again = true;
    this.told = {};
    this.send();
  }

  async share() {
    this.tellSent("shared", await share({ files: [this.file] }));
  }

  async copy() {
    this.tellSent("copied", await copy(this.message, this.one("[data-text-to-copy]")));
  }

  /** @param {"shared" | "copied"} how @param {Record<string, boolean>} told */
  tellSent(how, told) {
    if (told[how] || told.uncopied) this.note(how); // who is shown the text copies it themselves
    this.tellWay(told);
  }

  save() {
    download(this.fileName, this.letter);
    this.note("saved");
    this.tellWay({ saved: true });
  }

  /** Whether a text that was handed to a mail program, shared, copied or saved has gone, only its reader knows. */
  finish() {
    this.note("sent");
    this.tellWay({ sent: true });
  }

  /** On paper no sender is to be seen. */
  printLetter() {
    this.note("printed");
    this.tellWay({ printed: true });
    this.print(this.one("[data-letter]"));
  }

  /** @param {Record<string, boolean>} told */
  tell(told) {
    this.told = told;
    this.show();
  }

  /** What came of a way to send, and what to do next: both in view. @param {Record<string, boolean>} told */
  tellWay(told) {
    if (told.sent) this.again = false;
    this.tell(told);
    queueMicrotask(() => {
      if (told.sent) this.one("[data-finished]").focus({ preventScroll: true });
      this.one("[data-came]").scrollIntoView({ block: "center" });
    });
  }

  /** Forget what this form keeps, and nothing that another one keeps. */
  forget() {
    this.one("[data-clearing]").close();
    this.model.send({ clear: true });
    this.sending = false;
    this.again = false;
    this.told = {};
    this.one("[data-text-to-copy]").value = "";
    for (const written of this.all(".cap-written")) written.remove(); // what was printed of them
  }
}

/** What stood in the address of the page of this site from which the reader came: the page for firms hands on the round. */
function searchBefore() {
  return document.referrer.startsWith(`${location.origin}/`) ? new URL(document.referrer).search : "";
}

/** Each object by its names in order, without what says nothing: two that say the same are one text. @param {string} name @param {any} value */
function inOrder(name, value) {
  if (name === "saved") return undefined;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const said = Object.entries(value).filter(([, of]) => typeof of !== "object" || of === null || Object.keys(of).length > 0);
  return Object.fromEntries(said.sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** What is shown of some lines, each as text. @param {HTMLElement[]} lines */
function linesOf(lines) {
  return lines.filter(({ hidden }) => !hidden).map((line) => unsealed([...line.childNodes].map(shownIn).join("")));
}

/** @param {Node} node */
function shownIn(node) {
  return node instanceof HTMLElement && node.hidden ? "" : (node.textContent ?? "");
}

// An invitation of people outside: fills what was typed into the words of the page, and draws the code of its link.

import { fill } from "./fill.js";
import { copySeen } from "./handing.js";
import { roundIn } from "./letter.js";
import { View, dayInWords, piece } from "./view.js";

/** @typedef {import("./outputs").invitation.Output} Output */
/** @typedef {import("./outputs").invitation.View} Shown */

/** White modules around a code, which its readers need. */
const MARGIN = 4;

/** The library that draws codes, from the site's own folder: no other page needs it. @type {Promise<typeof import("uqr")> | undefined} */
let library;

/** The addresses of one's own machine. */
const LOCAL = /^(localhost|127\.|\[::1\]|0\.0\.0\.0)/;

/** The page for firms, which comes before their form and hands the round on to it. */
const BEFORE = "book/suppliers";

/** @extends {View<Output>} */
class Invitation extends View {
  start() {
    /** The link that the code on the page is of. */
    this.drawn = "";
    super.start();
  }

  /** @param {HTMLInputElement} target */
  changed(target) {
    const { kept = "" } = target.dataset;
    this.told = {};
    const value = target.type === "checkbox" ? (target.checked ? "yes" : "") : target.value;
    if (kept) this.set({ kept: { ...this.state.kept, [kept]: value } });
  }

  /** @param {string} act */
  clicked(act) {
    if (act === "print") this.printPoster();
    if (act === "copy") void this.copy();
  }

  /** A poster that says who asks; else the field for it. */
  printPoster() {
    const asker = this.one("[data-kept=asker]"); // none where the site is a council's own
    this.told = { nameless: Boolean(asker) && !typed(this.state.kept?.asker) };
    this.show();
    if (this.told.nameless) asker.focus();
    else this.print(this.one("[data-poster]"));
  }

  async copy() {
    this.told = await copySeen(this.one("[data-email]"));
    this.show();
  }

  showState() {
    const kept = this.state.kept ?? {};
    for (const field of /** @type {HTMLInputElement[]} */ (this.all("[data-kept]"))) {
      const value = typed(kept[field.dataset.kept ?? ""]);
      if (field.type === "radio") field.checked = value === null ? field.defaultChecked : field.value === value;
      else if (field.type === "checkbox") field.checked = value === null ? field.defaultChecked : value === "yes";
      else if (document.activeElement !== field) field.value = value ?? (field.dataset.kept === "site" ? here() : field.defaultValue);
    }
    this.show();
  }

  fill() {
    const kept = this.state.kept ?? {};
    const form = (this.one("[data-kept=form]:checked") ?? this.one("[data-kept=form]")).value;
    const round = typed(kept.round) ?? "";
    const site = siteAt(typed(kept.site) ?? here());
    const readers = typed(kept.readers) ?? this.one("[data-kept=readers]").defaultValue;
    const [ask = "", paper = ""] = ["ask", "paper"].map((name) => typed(kept[name]) ?? this.one(`[data-kept=${name}]`).defaultValue);
    const link = site ? linkTo(site, `assessments/${form}`, round) : "";
    /** @type {Shown} */
    const shown = {
      host: this.host,
      form,
      round,
      goal: typed(kept.goal) ?? "",
      service: typed(kept.service) ?? "",
      by: dayInWords((typed(kept.by) ?? this.one("[data-kept=by]").defaultValue) || "none"),
      promised: this.one("[data-kept=promise]").checked,
      asker: typed(kept.asker) ?? "",
      readers,
      after: typed(kept.after) ?? this.one("[data-kept=after]").defaultValue,
      silent: readers === "",
      ask,
      paper,
      note: ask !== "" || paper !== "",
      link,
      typed: typed(kept.short) || link.replace(/^https:\/\//, ""),
      before: site && form === "supplier" ? linkTo(site, BEFORE, round) : "",
      wrong: site === null,
      local: site !== null && LOCAL.test(site.host),
      told: this.told,
    };
    fill(this.form, { ...shown });
    this.one("[data-kept=site]").setAttribute("aria-invalid", String(site === null));
    this.one("[data-link]").href = link || "#";
    if (link && link !== this.drawn) void this.draw(link);
  }

  /** @param {string} link */
  async draw(link) {
    this.drawn = link;
    library ??= import(new URL("uqr.js", import.meta.url).href);
    const { encode } = await library;
    if (link !== this.drawn) return; // typed on meanwhile
    const { data, size } = encode(link, { ecc: "M", border: MARGIN });
    this.one("[data-code]").setAttribute("viewBox", `0 0 ${size} ${size}`);
    this.one("[data-code] path").setAttribute("d", outline(data));
  }
}

export default piece(Invitation);

/** What was typed, as it stands in the words; null where nothing was, or what is kept is no text. @param {unknown} kept */
function typed(kept) {
  return typeof kept === "string" ? kept.trim() : null;
}

/** The root of this site. */
function here() {
  return new URL(document.documentElement.dataset.content_root ?? "./", location.href).href;
}

/**
 * What was typed as the address of a site, with a folder's slash; null where it is none that a browser goes to.
 * @param {string} text
 */
export function siteAt(text) {
  try {
    const { protocol, origin, pathname } = new URL(text.trim());
    return protocol === "https:" || protocol === "http:" ? new URL(origin + pathname.replace(/(\/index\.html|\/*)$/, "/")) : null;
  } catch {
    return null;
  }
}

/**
 * The link that people follow: a page, and the name of the round as a label.
 * @param {URL} site @param {string} page @param {string} round
 */
export function linkTo(site, page, round) {
  const link = new URL(`${page}.html`, site);
  const label = roundIn(new URLSearchParams({ round }).toString());
  if (label) link.searchParams.set("round", label);
  return link.href;
}

/**
 * The black modules of a code as one path: each run of them in a row is a box.
 * @param {boolean[][]} rows
 */
export function outline(rows) {
  const boxes = rows.map((row, y) => {
    const runs = [...row.map((black) => (black ? "1" : "0")).join("").matchAll(/1+/g)];
    return runs.map(({ index, 0: run }) => `M${index} ${y}h${run.length}v1h-${run.length}z`).join("");
  });
  return boxes.join("");
}

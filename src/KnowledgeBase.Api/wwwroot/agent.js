// The agents' pages at one key: choose, open, insert, link, reject, copy, solve. All of it works without script, by links and forms.
const desk = document.querySelector("[data-desk]");
const field = (event) => event.target.closest("input, textarea, select");
const at = () => document.querySelector(".hit.at");
const hits = () => [...document.querySelectorAll(".hit")];
const byId = (id) => document.getElementById(id);

keys();
if (desk) {
  select(hits()[0], false);
  toPassage();
  replyShort();
}

document.addEventListener("focusin", (event) => select(event.target.closest(".hit"), false));
document.addEventListener("click", (event) => {
  select(event.target.closest(".hit"), false);
  const link = event.target.closest("a[data-open], a[data-insert], a[data-link], .tabs a[data-shape]");
  if (!link || !desk || event.ctrlKey || event.metaKey || event.shiftKey) {
    return;
  }

  event.preventDefault();
  if ("open" in link.dataset) {
    open(link.href);
  } else if ("shape" in link.dataset) {
    reshape(link);
  } else {
    insert(link.closest(".hit"), "link" in link.dataset);
  }
});

document.addEventListener("submit", async (event) => {
  const search = event.target.closest(".search-here");
  if (search) {
    event.preventDefault();
    find(search);
    return;
  }

  const form = event.target.closest("[data-reject], [data-flag]");
  if (!form) {
    return;
  }

  event.preventDefault(); // the reply stays as it is
  const body = new URLSearchParams(new FormData(form, event.submitter));
  const page = await fetchPage(form.action, { method: "POST", body });
  if (!page) {
    form.removeAttribute("data-reject");
    form.removeAttribute("data-flag");
    form.requestSubmit(event.submitter);
    return;
  }

  say(page.querySelector(".said")?.textContent ?? "");
  if ("reject" in form.dataset) {
    byId("found").replaceWith(document.importNode(page.getElementById("found"), true));
    select(hits()[0], true);
  } else {
    form.closest("details").open = false;
    form.reset();
    byId("preview").focus();
  }
});

// Keys

function keys() {
  const toggle = byId("keys-toggle");
  let on = localStorage.getItem("keys") !== "off";
  const show = () => {
    document.documentElement.classList.toggle("keys-off", !on);
    if (toggle) {
      toggle.textContent = on ? toggle.dataset.off : toggle.dataset.on;
    }
  };
  show();
  toggle?.addEventListener("click", () => {
    on = !on;
    localStorage.setItem("keys", on ? "on" : "off");
    show();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && field(event)) {
      field(event).blur();
      return;
    }

    if (!on || event.ctrlKey || event.metaKey || event.altKey || field(event)) {
      return;
    }

    const act = desk ? acts[event.key] : listActs[event.key];
    const choice = at()?.querySelector("details.reject[open]")?.querySelectorAll("button")[Number(event.key) - 1];
    if (choice) {
      event.preventDefault();
      choice.click();
    } else if (act) {
      event.preventDefault();
      act();
    }
  });
}

const acts = {
  j: () => move(1), ArrowDown: () => move(1), k: () => move(-1), ArrowUp: () => move(-1),
  o: () => at()?.querySelector("[data-open]").click(),
  i: () => at()?.querySelector("[data-insert]")?.click(),
  l: () => at()?.querySelector("[data-link]")?.click(),
  x: () => {
    const menu = at()?.querySelector("details.reject");
    if (menu) {
      menu.open = true;
      menu.querySelector("button").focus();
    }
  },
  f: () => unfold("flag", "paragraph"),
  r: () => byId("answer").focus(),
  "/": () => byId("find").focus(),
  c: () => byId("copy").click(),
  s: () => byId("answer").form.requestSubmit(),
  e: () => unfold("escalate", "queue"),
};

const listActs = {
  j: () => row(1), ArrowDown: () => row(1), k: () => row(-1), ArrowUp: () => row(-1),
  p: () => byId("text").focus(),
};

function row(by) {
  const links = [...document.querySelectorAll(".queue a")];
  const here = links.indexOf(document.activeElement);
  links[Math.max(0, Math.min(links.length - 1, here + by))]?.focus();
}

function move(by) {
  const all = hits();
  const next = all[Math.max(0, Math.min(all.length - 1, all.indexOf(at()) + by))];
  select(next, true);
}

function unfold(id, focus) {
  const part = byId(id);
  if (part) {
    part.open = true;
    byId(focus).focus();
  }
}

function select(hit, focus) {
  if (!hit || hit === at()) {
    return;
  }

  at()?.classList.remove("at");
  hit.classList.add("at");
  if (focus) {
    hit.querySelector("[data-open]").focus({ preventScroll: true });
    hit.scrollIntoView({ block: "nearest" });
  }
}

// Other words than theirs: the lists change, and what solved it may be one of these; the reply stays as it is.
async function find(form) {
  const address = `${form.action}?${new URLSearchParams(new FormData(form))}`, page = await fetchPage(address);
  if (!page) {
    form.submit();
    return;
  }

  const solved = byId("solved-by"), chosen = solved.selectedOptions[0];
  desk.dataset.query = page.querySelector("[data-desk]").dataset.query;
  byId("found").replaceWith(document.importNode(page.getElementById("found"), true));
  solved.replaceChildren(...document.importNode(page.getElementById("solved-by"), true).children);
  if (![...solved.options].some((o) => o.value === chosen.value)) {
    solved.prepend(chosen);
  }

  solved.value = chosen.value;

  history.replaceState(null, "", address);
  select(hits()[0], true);
}

// Preview

async function open(address) {
  const page = await fetchPage(address);
  if (!page) {
    location.assign(address);
    return;
  }

  byId("preview").replaceChildren(...document.importNode(page.getElementById("preview"), true).childNodes);
  history.replaceState(null, "", address);
  toPassage();
  if (matchMedia("(max-width: 62rem)").matches) {
    byId("preview").scrollIntoView({ block: "start" });
  }

  note("click", at()?.dataset.hit);
}

// Shows the section that matched, without moving the page.
function toPassage() {
  const preview = byId("preview"), anchor = preview.querySelector(".prose")?.dataset.anchor;
  const heading = anchor && document.getElementById(anchor);
  preview.querySelectorAll(".prose pre, .prose table").forEach((block) => {
    if (block.scrollWidth > block.clientWidth) {
      block.tabIndex = 0; // what scrolls sideways can be scrolled by the keyboard
    }
  });
  preview.scrollTop = heading ? heading.offsetTop - preview.offsetTop - 12 : 0;
}

// Reply

async function draft(passages, shape) {
  try {
    const response = await fetch("/api/v1/replies", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ channel: shape, passages }) });
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}

function replyShort() {
  const reply = byId("reply"), text = byId("answer"), copy = byId("copy");
  reply.drafted = text.value;
  reply.chosen = JSON.parse(reply.dataset.chosen);
  text.addEventListener("input", count);
  copy.hidden = !navigator.clipboard;
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(text.value);
    const label = copy.querySelector("span"), before = label.textContent;
    label.textContent = copy.dataset.done;
    say(copy.dataset.done);
    note("copy");
    setTimeout(() => { label.textContent = before; }, 1500);
  });
}

async function insert(hit, linkOnly) {
  const reply = byId("reply"), text = byId("answer");
  const id = hit.dataset.hit.startsWith("ticket:") ? "" : hit.dataset.hit;
  const passage = { articleId: id, anchor: hit.dataset.anchor ?? "", text: linkOnly ? "" : hit.dataset.passage };
  const untouched = text.value === reply.drafted;
  const same = (p) => p.articleId === passage.articleId && p.text === passage.text;
  if (untouched && reply.chosen.some(same)) {
    say(desk.dataset.there);
    return;
  }

  const chosen = untouched ? [...reply.chosen, passage] : [passage];
  const made = await draft(chosen, reply.dataset.shape);
  if (!made) {
    say(desk.dataset.failed);
    return;
  }

  if (untouched) {
    replace(text, made.text);
    reply.chosen = chosen;
    reply.drafted = made.text;
  } else {
    type(text, made.pieces[0] + "\n\n");
  }

  const solved = byId("solved-by");
  if (id && solved.value === "" && [...solved.options].some((o) => o.value === id)) {
    solved.value = id;
  }

  note(linkOnly ? "link" : "insert", hit.dataset.hit);
  say(linkOnly ? desk.dataset.linked : desk.dataset.inserted);
}

async function reshape(link) {
  const reply = byId("reply"), text = byId("answer");
  const made = reply.chosen.length ? await draft(reply.chosen, link.dataset.shape) : { text: text.value };
  if (!made) {
    location.assign(link.href);
    return;
  }

  reply.dataset.shape = link.dataset.shape;
  reply.querySelectorAll(".tabs a").forEach((tab) => tab === link ? tab.setAttribute("aria-current", "true") : tab.removeAttribute("aria-current"));
  replace(text, made.text);
  reply.drafted = made.text;
  count();
}

// As if typed, so that the browser can take it back.
function replace(text, value) {
  text.focus();
  text.select();
  type(text, value);
}

function type(text, value) {
  text.focus();
  if (!document.execCommand("insertText", false, value)) {
    text.setRangeText(value, text.selectionStart, text.selectionEnd, "end");
    text.dispatchEvent(new Event("input"));
  }

  text.blur(); // so that the next key is a key again
}

function count() {
  const place = byId("count"), length = byId("answer").value.length, most = Number(place.dataset.most);
  const tweet = byId("reply").dataset.shape === "tweet";
  place.textContent = tweet ? `${length} / ${most}` : "";
  place.classList.toggle("over", tweet && length > most);
}

// What was done, for the service to learn from; nothing waits for it.
function note(actionName, objectId) {
  fetch("/api/v1/events", {
    method: "POST", keepalive: true, headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ queryId: desk.dataset.query, actionName, objectId: objectId ?? null, position: objectId ? hits().findIndex((h) => h.dataset.hit === objectId) + 1 || null : null }),
  }).catch(() => {});
}

async function fetchPage(address, options) {
  try {
    const response = await fetch(address, options);
    return response.ok ? new DOMParser().parseFromString(await response.text(), "text/html") : null;
  } catch {
    return null;
  }
}

function say(words) {
  let place = byId("announce");
  if (!place) {
    place = document.createElement("p");
    place.id = "announce";
    place.className = "toast";
    place.setAttribute("role", "status");
    document.body.append(place);
  }

  place.textContent = words;
  place.classList.add("shown");
  clearTimeout(place.timer);
  place.timer = setTimeout(() => place.classList.remove("shown"), 2500);
}

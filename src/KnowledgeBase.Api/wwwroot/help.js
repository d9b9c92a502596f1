// Suggestions while one types, votes without leaving the page, copy buttons. The pages work without any of it.
const wait = 80;

document.querySelectorAll("[data-search]").forEach(suggest);
document.querySelectorAll("[data-answers]").forEach(answerEarly);
document.querySelectorAll(".prose pre").forEach(copyable);
document.querySelectorAll(".prose pre, .prose table").forEach(reachable);

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("[data-vote]");
  if (!form) {
    return;
  }

  event.preventDefault();
  const body = new URLSearchParams(new FormData(form, event.submitter));
  try {
    const page = new DOMParser().parseFromString(await (await fetch(form.action, { method: "POST", body })).text(), "text/html");
    const next = document.importNode(page.getElementById("vote"), true);
    form.replaceWith(next);
    const field = next.querySelector("input:not([type=hidden])");
    next.tabIndex = -1;
    (field ?? next).focus();
  } catch {
    form.removeAttribute("data-vote"); // offline or odd: the plain way, which says so
    form.requestSubmit(event.submitter);
  }
});

// Which result was followed, so that the next one finds it higher; of whom is not said.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-article]"), query = link?.closest("[data-query]")?.dataset.query;
  if (query) {
    const told = { queryId: query, actionName: "click", objectId: link.dataset.article, position: Number(link.dataset.position) };
    navigator.sendBeacon("/api/v1/events", new Blob([JSON.stringify(told)], { type: "application/json" }));
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !event.target.closest("input, textarea")) {
    event.preventDefault();
    document.getElementById("q")?.focus();
  }
});

// Asks for results for a text; only the newest answer counts.
function asker(show) {
  let timer = 0, running = null;
  return (question) => {
    clearTimeout(timer);
    running?.abort();
    if (question.length < 2) {
      show(question, null);
      return;
    }

    timer = setTimeout(async () => {
      const mine = running = new AbortController();
      const get = async (path) => {
        const response = await fetch(`/api/v1/${path}&q=${encodeURIComponent(question)}`, { signal: mine.signal });
        return response.ok ? response.json() : null;
      };
      try {
        const [found, titles] = await Promise.all([get("search?k=5&typing=true"), question.length <= 60 ? get("complete?k=5") : []]);
        show(question, found, titles ?? []);
      } catch (error) {
        if (error.name !== "AbortError") {
          show(question, null);
        }
      }
    }, wait);
  };
}

// What shares not a word with the question is no guess.
function guesses(found) {
  return found.articles.filter((article) => article.reasons.length > 0);
}

function suggest(form) {
  const input = form.querySelector("input");
  const list = element("div", "list");
  list.id = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", form.dataset.list);
  list.hidden = true;
  const said = element("div", "hidden");
  said.setAttribute("role", "status");
  form.append(list, said);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-expanded", "false");
  let at = -1;
  const ask = asker(show);

  input.addEventListener("input", () => ask(input.value.trim()));
  input.addEventListener("focus", () => list.children.length && open(true));
  form.addEventListener("focusout", (event) => form.contains(event.relatedTarget) || open(false));
  form.addEventListener("submit", () => ask(""));
  input.addEventListener("keydown", (event) => {
    const count = list.children.length;
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      open(false);
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && count) {
      event.preventDefault();
      open(true);
      select(event.key === "ArrowDown" ? (at + 1) % count : (at <= 0 ? count : at) - 1);
    } else if (event.key === "Enter" && at >= 0 && !list.hidden) {
      event.preventDefault();
      list.children[at].click();
    }
  });

  function show(question, found, titles) {
    const rows = [];
    if (found) {
      const sure = found.abstained ? [] : guesses(found);
      const seen = new Set(sure.map((article) => article.id));
      const words = titles.filter((title) => !seen.has(title.id));
      list.dataset.query = found.queryId;
      rows.push(...sure.map((article, i) => {
        const item = row(article.url, article.title, article.snippet);
        item.dataset.article = article.id;
        item.dataset.position = i + 1;
        return item;
      }));
      rows.push(...words.slice(0, Math.max(0, 5 - sure.length)).map((title) => row(`/articles/${title.id.split("/").map(encodeURIComponent).join("/")}`, title.title)));
      rows.push(rows.length
        ? row(`/search?q=${encodeURIComponent(question)}`, form.dataset.all, "", "more")
        : row(`/search?q=${encodeURIComponent(question)}`, form.dataset.none, form.dataset.noneHint));
    }

    const chosen = list.children[at]?.href;
    rows.forEach((item, i) => { item.id = `suggestion-${i}`; });
    list.replaceChildren(...rows);
    said.textContent = rows.length > 1 ? `${form.dataset.list}: ${rows.length - 1}` : rows.length ? form.dataset.none : "";
    at = -1;
    select(chosen ? rows.findIndex((item) => item.href === chosen) : -1);
    open(rows.length > 0 && form.contains(document.activeElement));
  }

  function row(url, title, more = "", className = "") {
    const item = element("a", className, title);
    item.href = url;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.tabIndex = -1;
    if (more) {
      const line = element("small");
      line.append(...marked(more));
      item.append(line);
    }

    return item;
  }

  function select(next) {
    list.children[at]?.setAttribute("aria-selected", "false");
    at = next;
    const item = list.children[at];
    item?.setAttribute("aria-selected", "true");
    item?.scrollIntoView({ block: "nearest" });
    item ? input.setAttribute("aria-activedescendant", item.id) : input.removeAttribute("aria-activedescendant");
  }

  function open(yes) {
    list.hidden = !yes;
    input.setAttribute("aria-expanded", String(yes));
    if (!yes) {
      select(-1);
    }
  }
}

function answerEarly(place) {
  const text = place.closest("form").querySelector("textarea");
  const ask = asker((question, found) => {
    const near = found && !found.abstained ? guesses(found).slice(0, 3) : [];
    const links = element("ul", "links");
    links.append(...near.map((article) => {
      const item = element("li"), link = element("a", "", article.title);
      link.href = article.url;
      item.append(link);
      return item;
    }));
    place.replaceChildren(...(near.length ? [element("h2", "", place.dataset.answers), links] : []));
  });
  text.addEventListener("input", () => ask(text.value.trim().slice(0, 2000)));
}

function copyable(block) {
  if (!navigator.clipboard) {
    return;
  }

  const words = document.getElementById("main").dataset;
  const frame = element("div", "code"), button = element("button", "copy", words.copy);
  button.type = "button";
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(block.textContent.trimEnd());
    button.textContent = words.copied;
    setTimeout(() => { button.textContent = words.copy; }, 1500);
  });
  block.replaceWith(frame);
  frame.append(block, button);
}

// What scrolls sideways can be scrolled by the keyboard.
function reachable(block) {
  if (block.scrollWidth > block.clientWidth) {
    block.tabIndex = 0;
  }
}

// A snippet from shortly before its first match, matches marked; the API sets them in **.
function marked(snippet) {
  const [before, ...rest] = snippet.split("**");
  const start = rest.length ? before.slice(-24).replace(/^\S*\s/, "") : before;
  return [start, ...rest].map((part, i) => i % 2 ? element("mark", "", part) : part);
}

function element(name, className = "", text = "") {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

// The help on any page: <script src="https://your-help/widget.js" defer></script>. No cookies, no other requests, nothing of the page is read.
(() => {
  const script = document.currentScript;
  const site = new URL(script.src).origin;
  const label = script.dataset.label ?? "Help";
  const host = document.createElement("div");
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet(); // allowed by the strictest Content-Security-Policy
  sheet.replaceSync(`
    :host { all: initial; position: fixed; right: 1rem; bottom: 1rem; z-index: 2147483000; font: 16px/1.5 system-ui, sans-serif; color-scheme: light dark;
      --ink: light-dark(#1b1b20, #ededf2); --soft: light-dark(#5a5a66, #a9a9b5); --paper: light-dark(#fff, #141417); --line: light-dark(#85858f, #777783); --tint: light-dark(#f6f6f8, #1d1d22); --link: light-dark(#0a58b0, #8ebbff); }
    * { box-sizing: border-box; }
    button { font: inherit; font-weight: 600; cursor: pointer; color: #fff; background: #c12127; border: 0; border-radius: 2rem; padding: .6rem 1.2rem; box-shadow: 0 .25rem 1rem #0004; }
    :focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
    section { position: absolute; right: 0; bottom: 3.5rem; width: min(24rem, calc(100vw - 2rem)); max-height: min(32rem, calc(100vh - 6rem)); overflow: auto; padding: 1rem; border: 1px solid var(--line); border-radius: .9rem; background: var(--paper); color: var(--ink); box-shadow: 0 1rem 2.5rem #0004; }
    [hidden] { display: none; }
    label { display: block; font-weight: 600; margin-bottom: .4rem; }
    input { font: inherit; color: inherit; background: var(--paper); width: 100%; padding: .5rem .75rem; border: 1px solid var(--line); border-radius: .6rem; }
    ul { list-style: none; margin: .75rem 0 0; padding: 0; }
    li a { display: block; padding: .45rem .6rem; margin: 0 -.6rem; border-radius: .45rem; color: var(--link); text-decoration: none; overflow-wrap: anywhere; }
    li a:hover { background: var(--tint); text-decoration: underline; }
    small { display: block; color: var(--soft); overflow-wrap: anywhere; }
    p { margin: .75rem 0 0; color: var(--soft); font-size: .9375rem; } p a { color: var(--link); }`);
  root.adoptedStyleSheets = [sheet];

  const button = make("button", label), panel = make("section"), list = make("ul"), said = make("p"), input = make("input");
  const title = make("label", "What can we help you with?"), ask = make("a", "Ask us"), foot = make("p", "Nothing that helps? ");
  panel.hidden = true;
  panel.setAttribute("aria-label", label);
  button.type = "button";
  button.setAttribute("aria-expanded", "false");
  input.type = "search";
  input.id = "q";
  input.maxLength = 2000;
  input.autocomplete = "off";
  title.htmlFor = input.id;
  said.setAttribute("role", "status");
  foot.append(ask);
  panel.append(title, input, said, list, foot);
  root.append(panel, button);
  leadTo(ask, "/ask");
  document.body.append(host);

  button.addEventListener("click", () => open(panel.hidden));
  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !panel.hidden) {
      open(false);
      button.focus();
    }
  });

  let timer = 0, running = null;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    running?.abort();
    timer = setTimeout(search, 150);
  });

  async function search() {
    const question = input.value.trim();
    leadTo(ask, question ? `/ask?q=${encodeURIComponent(question.slice(0, 1500))}` : "/ask");
    if (question.length < 2) {
      show([], "");
      return;
    }

    const mine = running = new AbortController(); // only the newest answer counts
    try {
      const response = await fetch(`${site}/api/v1/search?k=5&typing=true&q=${encodeURIComponent(question)}`, { signal: mine.signal, credentials: "omit" });
      const found = response.ok ? await response.json() : null;
      show(found && !found.abstained ? found.articles.slice(0, 3) : [], found ? (found.abstained ? "No good answer yet." : "") : "The help cannot be reached just now.");
    } catch (fault) {
      if (fault.name !== "AbortError") {
        show([], "The help cannot be reached just now.");
      }
    }
  }

  function show(articles, words) {
    said.textContent = words;
    list.replaceChildren(...articles.map((article) => {
      const item = make("li"), link = make("a", article.title);
      leadTo(link, article.url);
      link.append(make("small", article.snippet.replaceAll("**", "").slice(0, 140)));
      item.append(link);
      return item;
    }));
  }

  function open(yes) {
    panel.hidden = !yes;
    button.setAttribute("aria-expanded", String(yes));
    if (yes) {
      input.focus();
    }
  }

  function leadTo(link, path) {
    link.href = site + path;
    link.target = "_blank";
    link.rel = "noopener";
  }

  function make(name, text = "") {
    const made = document.createElement(name);
    made.textContent = text;
    return made;
  }
})();

// Suggestions while one types, and copy buttons. The pages work without any of it.
const wait = 90;

for (const form of document.querySelectorAll("[data-search]")) {
  suggest(form);
}

for (const block of document.querySelectorAll(".prose pre")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = "Copy";
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(block.querySelector("code")?.textContent ?? "");
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = "Copy"; }, 1500);
  });
  block.append(button);
}

function suggest(form) {
  const input = form.querySelector("input");
  const list = document.createElement("ul");
  list.className = "list";
  list.id = "suggestions";
  list.role = "listbox";
  list.ariaLabel = "Suggestions";
  list.hidden = true;
  form.append(list);
  input.role = "combobox";
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-autocomplete", "list");
  input.ariaExpanded = "false";

  let timer = 0, asked = 0, at = -1, running = null;

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, wait);
  });

  input.addEventListener("keydown", (event) => {
    const items = list.children;
    if (event.key === "Escape") {
      close();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && !list.hidden && items.length) {
      event.preventDefault();
      select((at + (event.key === "ArrowDown" ? 1 : -1) + items.length) % items.length);
    } else if (event.key === "Enter" && at >= 0 && !list.hidden) {
      event.preventDefault();
      location.href = items[at].dataset.url;
    }
  });

  input.addEventListener("blur", () => setTimeout(close, 150));

  async function ask() {
    const question = input.value.trim();
    const mine = ++asked;
    running?.abort();
    if (question.length < 2) {
      close();
      return;
    }

    running = new AbortController();
    try {
      const response = await fetch(`/api/v1/search?k=6&q=${encodeURIComponent(question)}`, { signal: running.signal });
      if (response.ok && mine === asked) {
        show((await response.json()).articles);
      }
    } catch (error) {
      if (error.name !== "AbortError") {
        close();
      }
    }
  }

  function show(articles) {
    list.replaceChildren(...articles.map((article, i) => {
      const item = document.createElement("li");
      item.role = "option";
      item.id = `suggestion-${i}`;
      item.dataset.url = article.url;
      item.textContent = article.title;
      const why = document.createElement("small");
      why.textContent = article.reasons.slice(0, 2).join(" · ");
      item.append(why);
      item.addEventListener("mousedown", () => { location.href = article.url; });
      return item;
    }));
    at = -1;
    input.removeAttribute("aria-activedescendant");
    list.hidden = articles.length === 0;
    input.ariaExpanded = String(!list.hidden);
  }

  function select(next) {
    list.children[at]?.setAttribute("aria-selected", "false");
    at = next;
    list.children[at].setAttribute("aria-selected", "true");
    list.children[at].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", list.children[at].id);
  }

  function close() {
    clearTimeout(timer);
    list.hidden = true;
    at = -1;
    input.ariaExpanded = "false";
    input.removeAttribute("aria-activedescendant");
  }
}

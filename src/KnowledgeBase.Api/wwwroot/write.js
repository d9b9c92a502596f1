// The editor: how it will look while one types, what is typed kept on this computer, a few keys. Saving works without any of it.
const form = document.querySelector("[data-editor]");
const body = form.querySelector("#body"), title = form.querySelector("#title"), said = form.querySelector("[data-kept]");
const place = `write:${form.dataset.editor}`;
let writing = plain(); // where the text is written: the text area, then CodeMirror over it
const version = form.elements.version.value;
let timer = 0, running = null;

form.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(look, 250);
  keep();
});
form.addEventListener("submit", () => sessionStorage.setItem(place, "sent"));
recover();
embellish();

// Whoever is at the text already is not interrupted; without CodeMirror the text area does.
async function embellish() {
  try {
    const [{ over }, codeMirror] = await Promise.all([import(body.dataset.over), import(body.dataset.codemirror)]);
    while (document.activeElement === body) {
      await new Promise((left) => { body.addEventListener("blur", left, { once: true }); });
    }

    writing = over(codeMirror, body, take);
  } catch (error) {
    console.info(error);
  }
}

async function look() {
  running?.abort();
  running = new AbortController();
  const markdown = `---\ntitle: ${JSON.stringify(title.value || "?")}\n---\n${body.value}`;
  try {
    const response = await fetch("/api/v1/articles/check", {
      method: "POST", signal: running.signal, headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ id: form.elements.id.value || null, markdown }),
    });
    if (!response.ok) {
      return;
    }

    const found = await response.json();
    form.querySelector("[data-title]").textContent = title.value;
    form.querySelector("[data-preview]").innerHTML = found.html; // made safe where it is made, as on the page itself
    advise(found);
  } catch (error) {
    if (error.name !== "AbortError") {
      throw error;
    }
  }
}

function advise(found) {
  const advice = form.querySelector("[data-advice]");
  const parts = [];
  if (found.duplicates.length) {
    parts.push(label(advice.dataset.advice), list(found.duplicates.map((d) => {
      const link = document.createElement("a");
      link.href = `/write/edit/${d.id.split("/").map(encodeURIComponent).join("/")}`;
      link.textContent = d.title;
      return [link];
    })));
  }

  if (found.links.length) {
    parts.push(label(advice.dataset.links), list(found.links.map((l) => {
      const code = document.createElement("code");
      code.textContent = l.target;
      return [code, `: ${l.problem}`];
    })));
  }

  advice.replaceChildren(...parts);
}

function label(text) {
  const made = document.createElement("h2");
  made.className = "label";
  made.textContent = text;
  return made;
}

function list(items) {
  const made = document.createElement("ul");
  made.className = "advice";
  made.append(...items.map((parts) => {
    const item = document.createElement("li");
    item.append(...parts);
    return item;
  }));
  return made;
}

// What is typed survives a closed window: kept here, with the version it was typed over.
function typed() {
  return [...form.elements].filter((e) => e.name && e.type !== "hidden" && e.tagName !== "BUTTON").map((e) => [e.name, e.value]);
}

function keep() {
  try {
    localStorage.setItem(place, JSON.stringify({ version, typed: typed() }));
    said.textContent = said.dataset.kept;
  } catch {
    said.textContent = ""; // no room, or not allowed
  }
}

function recover() {
  const sent = sessionStorage.getItem(place) === "sent" || sessionStorage.getItem("write:") === "sent";
  const kept = JSON.parse(localStorage.getItem(place) ?? "null");
  const refused = document.querySelector(".error, .conflict");
  if (sent && !refused) {
    localStorage.removeItem(place);
    localStorage.removeItem("write:");
  }

  sessionStorage.removeItem(place);
  sessionStorage.removeItem("write:");
  if (sent || !kept || JSON.stringify(kept.typed) === JSON.stringify(typed())) {
    return;
  }

  const before = typed();
  for (const [name, value] of kept.typed) {
    if (form.elements[name]) {
      form.elements[name].value = value;
    }
  }

  form.elements.version.value = kept.version; // when it changed since, saving shows both
  const discard = document.createElement("button");
  discard.type = "button";
  discard.className = "quiet";
  discard.textContent = said.dataset.discard;
  discard.addEventListener("click", () => {
    before.forEach(([name, value]) => { form.elements[name].value = value; });
    writing.set(body.value);
    form.elements.version.value = version;
    localStorage.removeItem(place);
    said.textContent = "";
    look();
  });
  said.replaceChildren(said.dataset.recovered, " ", discard);
  look();
}

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key === "s") {
    event.preventDefault();
    form.requestSubmit(form.querySelector("[value=save]"));
  }
});

body.addEventListener("keydown", (event) => {
  const marks = { b: ["**", "**"], i: ["*", "*"], k: ["[", "](https://)"] }[event.key];
  if (marks && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey) {
    event.preventDefault();
    const inside = body.value.slice(body.selectionStart, body.selectionEnd);
    writing.insert(marks[0] + inside + marks[1], marks[0].length, marks[0].length + inside.length);
  } else if (event.key === "Enter" && !event.isComposing && !event.shiftKey) {
    continueList(event);
  }
});

// A list goes on with its next mark; an empty item ends it.
function continueList(event) {
  const at = body.selectionStart, start = body.value.lastIndexOf("\n", at - 1) + 1;
  const item = /^(\s*)([-*+]|(\d+)\.)\s+(.*)$/.exec(body.value.slice(start, at));
  if (!item || at !== body.selectionEnd) {
    return;
  }

  event.preventDefault();
  if (item[4] === "") {
    body.setSelectionRange(start, at);
    writing.insert("\n");
  } else {
    writing.insert(`\n${item[1]}${item[3] ? `${Number(item[3]) + 1}.` : item[2]} `);
  }
}

// Images: pasted, dropped or chosen, they are sent at once and stand in the text where the cursor is.
const image = form.querySelector("[data-image]");
const chosen = image.querySelector("input"), sending = image.querySelector("[role=status]");
image.querySelector("button").addEventListener("click", () => chosen.click());
chosen.addEventListener("change", () => send([...chosen.files]).then(() => { chosen.value = ""; }));
body.addEventListener("dragover", (event) => {
  if (event.dataTransfer.types.includes("Files")) {
    event.preventDefault();
  }
});
body.addEventListener("drop", (event) => take(event));
body.addEventListener("paste", (event) => take(event));

// True when it holds images, which are sent; to where they were let go.
function take(event, goThere = () => {}) {
  const data = event.clipboardData ?? event.dataTransfer;
  const images = [...data.files].filter((f) => f.type.startsWith("image/"));
  if (!images.length || (event.clipboardData && data.types.includes("text/plain"))) { // what office programs copy is a picture, too
    return false;
  }

  event.preventDefault();
  goThere();
  send(images);
  return true;
}

async function send(files) {
  for (const file of files) {
    sending.textContent = image.dataset.sending;
    try {
      const response = await fetch("/api/v1/images", { method: "POST", headers: { "Content-Type": file.type }, body: file });
      const said = await response.json();
      if (response.ok) {
        const shows = file.name.replace(/\.\w+$/, "").replace(/^image$/, "").replace(/[[\]\\]/g, "");
        const text = `![${shows}](${said.url})`;
        writing.focus();
        file === files.at(-1) ? writing.insert(text, 2, 2 + shows.length) : writing.insert(text + "\n"); // what it shows, for those who cannot see it
        sending.textContent = image.dataset.sent;
      } else {
        sending.textContent = said.errors?.body?.[0] ?? said.title;
      }
    } catch {
      sending.textContent = image.dataset.failed;
    }
  }
}

function plain() {
  return {
    focus: () => body.focus(),
    set: (text) => { body.value = text; },
    // As if typed, so that undo takes it back; then what stands from one place to the other of it is chosen.
    insert: (text, from = text.length, to = from) => {
      const at = body.selectionStart;
      document.execCommand("insertText", false, text);
      body.setSelectionRange(at + from, at + to);
    },
  };
}

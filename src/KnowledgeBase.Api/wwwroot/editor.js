// CodeMirror in place of the text area, which goes on holding and sending the text, and is what there is without this.
export function over(cm, area, take) {
  const { EditorView, EditorState, keymap } = cm;
  const label = document.querySelector(`label[for="${area.id}"]`), hint = document.getElementById(area.getAttribute("aria-describedby"));
  const host = document.createElement("div");
  host.className = "code-mirror";
  const root = host.attachShadow({ mode: "open" }); // where it adopts its styles, as the strictest Content-Security-Policy allows

  const mark = (open, close) => (view) => {
    const { from, to } = view.state.selection.main, inside = view.state.sliceDoc(from, to);
    put(open + inside + close, open.length, open.length + inside.length);
    return true;
  };
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: area.value,
      extensions: [
        cm.history(),
        cm.search({ top: true }),
        cm.markdownLanguage,
        cm.syntaxHighlighting(colours(cm)),
        EditorView.lineWrapping,
        EditorView.theme(looks),
        EditorView.contentAttributes.of({ tabindex: "0", "aria-label": label.textContent, "aria-description": hint.textContent, spellcheck: "true", autocorrect: "on", autocapitalize: "sentences" }),
        keymap.of([
          { key: "Mod-b", run: mark("**", "**") }, { key: "Mod-i", run: mark("*", "*") }, { key: "Mod-k", run: mark("[", "](https://)") },
          ...cm.markdownKeymap, ...cm.historyKeymap, ...cm.searchKeymap, ...cm.defaultKeymap, // Tab is not among them: it leads on
        ]),
        EditorView.domEventHandlers({
          paste: (event) => take(event),
          dragover: (event) => event.dataTransfer.types.includes("Files") && event.preventDefault(),
          drop: (event) => take(event, () => goTo(view.posAtCoords({ x: event.clientX, y: event.clientY }) ?? 0)),
        }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) {
            area.value = update.state.doc.toString();
            area.dispatchEvent(new Event("input", { bubbles: true }));
          }
        }),
      ],
    }),
  });

  label.removeAttribute("for");
  label.addEventListener("click", () => view.focus());
  area.hidden = true;
  area.after(host);
  return { insert: put, set, focus: () => view.focus() };

  function put(text, from = text.length, to = from) {
    const range = view.state.selection.main;
    view.dispatch({ changes: { from: range.from, to: range.to, insert: text }, selection: { anchor: range.from + from, head: range.from + to }, userEvent: "input", scrollIntoView: true });
  }

  function set(text) {
    view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
  }

  function goTo(position) {
    view.dispatch({ selection: { anchor: position } });
  }
}

const looks = {
  "&": { height: "100%", color: "var(--ink)" },
  "&.cm-focused": { outline: "none" }, // the frame around it shows where one is
  ".cm-scroller": { font: ".9375rem/1.6 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace", overflow: "auto" },
  ".cm-content": { padding: ".45rem 0", caretColor: "var(--ink)" },
  ".cm-line": { padding: "0 .7rem" },
  ".cm-panels": { color: "var(--ink)", backgroundColor: "var(--tint)", borderBottom: "1px solid var(--line) !important" },
  ".cm-panel.cm-search": { display: "flex", flexWrap: "wrap", alignItems: "center", gap: ".35rem .5rem", padding: ".5rem 2.25rem .5rem .7rem", font: ".875rem/1.5 system-ui, sans-serif" },
  ".cm-panel.cm-search br": { display: "block", flexBasis: "100%" },
  ".cm-panel.cm-search :is(input, button, label)": { margin: "0", fontSize: "inherit" },
  ".cm-panel.cm-search label": { display: "inline-flex", alignItems: "center", gap: ".3rem" },
  ".cm-panel.cm-search [name=close]": { top: ".4rem", right: ".6rem", fontSize: "1.25rem", color: "var(--ink)" },
  ".cm-textfield": { color: "var(--ink)", backgroundColor: "var(--paper)", border: "1px solid var(--edge)", borderRadius: ".4rem", padding: ".15rem .5rem", width: "11rem", maxWidth: "100%" },
  ".cm-button": { color: "var(--ink)", background: "var(--paper)", border: "1px solid var(--edge)", borderRadius: ".4rem", padding: ".15rem .5rem" },
  ".cm-button:active": { background: "var(--tint)" },
  ".cm-panel :focus-visible": { outline: "3px solid var(--link)", outlineOffset: "1px" },
  ".cm-searchMatch": { color: "inherit", backgroundColor: "var(--mark)" },
  ".cm-searchMatch-selected": { backgroundColor: "var(--mark)", outline: "2px solid var(--link)" },
};

function colours({ HighlightStyle, tags }) {
  return HighlightStyle.define([
    { tag: tags.heading, fontWeight: "700", color: "var(--ink)" },
    { tag: tags.strong, fontWeight: "700" },
    { tag: tags.emphasis, fontStyle: "italic" },
    { tag: tags.strikethrough, textDecoration: "line-through" },
    { tag: tags.monospace, color: "var(--good)" },
    { tag: tags.link, color: "var(--link)" },
    { tag: tags.quote, color: "var(--soft)", fontStyle: "italic" },
    { tag: [tags.url, tags.labelName, tags.processingInstruction, tags.contentSeparator, tags.meta, tags.comment], color: "var(--soft)" },
  ]);
}

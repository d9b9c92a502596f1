/*!
CodeMirror 6 and its parsers (codemirror.net): @codemirror/state, view, commands, search, language, lang-markdown; @lezer/common, highlight,
markdown; style-mod, crelt, w3c-keyname, @marijn/find-cluster-break. Their versions stand in codemirror/package-lock.json.

MIT License

Copyright (C) 2016-2024 by Marijn Haverbeke <marijn@haverbeke.berlin> and others

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in
all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN
THE SOFTWARE.
*/
// What editor.js uses of it.
export { EditorView, keymap } from "@codemirror/view";
export { Annotation, EditorSelection, EditorState, Transaction } from "@codemirror/state";
export { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
export { search, searchKeymap } from "@codemirror/search";
export { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
export { markdownKeymap, markdownLanguage } from "@codemirror/lang-markdown";
export { tags } from "@lezer/highlight";

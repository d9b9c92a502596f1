// While the service is at work, its state is looked at again every two seconds; the page says the same when it is opened anew.
async function look() {
  const state = document.getElementById("state");
  if (!state?.hasAttribute("data-busy")) {
    return;
  }

  try {
    const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
    const next = page.getElementById("state");
    if (next && !state.contains(document.activeElement)) { // whoever is in it with the keyboard keeps their place
      state.replaceWith(document.importNode(next, true));
    }
  } catch {
    // away for a moment: the next look tells
  }

  setTimeout(look, 2000);
}

setTimeout(look, 2000);

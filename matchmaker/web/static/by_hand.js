"use strict";
(() => {
  /* The arrows lead from one place of the board to the next; only one of them is reached by tab. */
  const reachable = (cell) => cell?.querySelector("a, button");
  const enter = () => {
    for (const grid of document.querySelectorAll(".hands")) {
      const all = [...grid.querySelectorAll("td a, td button")];
      for (const one of all) one.tabIndex = -1;
      const first = grid.querySelector(".chosen") ?? all[0];
      if (first) first.tabIndex = 0;
    }
  };
  const steps = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
  document.addEventListener("keydown", (event) => {
    const from = event.target.closest?.(".hands td :is(a, button)");
    const step = steps[event.key];
    if (!from || !step) return;
    event.preventDefault();
    const next = nextPlace(from, ...step);
    if (!next) return;
    from.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  });
  function nextPlace(from, down, across) {
    const beside = down < 0 ? from.previousElementSibling : from.nextElementSibling;
    if (down && beside) return beside;
    const rows = from.closest("table").tBodies[0].rows;
    let row = from.closest("tr").sectionRowIndex + down;
    let column = from.closest("td").cellIndex + across;
    for (; rows[row]?.cells[column]; row += down, column += across) {
      const found = reachable(rows[row].cells[column]);
      if (found && rows[row].cells[column].tagName === "TD") return found;
    }
    return null;
  }

  /* Whatever is chosen or changed on the board, the board stays where it was on the screen. */
  let seen = { across: [], top: null };
  const topOfBoard = () => document.querySelector(".hands")?.getBoundingClientRect().top ?? 0;
  const days = () => [...document.querySelectorAll("#by-hand .scroll")];
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.xhr.status >= 400) event.detail.shouldSwap = true; // it says why
    const isOfBoard = document.activeElement?.closest(".hands") !== null;
    seen = { across: days().map((day) => day.scrollLeft), top: isOfBoard ? topOfBoard() : null };
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target.id !== "by-hand") return;
    days().forEach((day, at) => {
      day.scrollLeft = seen.across[at] ?? 0;
    });
    if (seen.top !== null) scrollBy(0, topOfBoard() - seen.top);
    enter();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") document.querySelector("#leave")?.click();
  });

  /* A meeting that is dragged is chosen on the way; it is put down on what is marked then. */
  let fetched = null;
  document.addEventListener("dragstart", (event) => {
    const meeting = event.target.closest?.(".hands a.meeting");
    if (!meeting) return;
    event.dataTransfer.effectAllowed = "move";
    fetched = fetch(meeting.href)
      .then((answer) => answer.text())
      .then((text) => mark(new DOMParser().parseFromString(text, "text/html"), meeting));
  });
  function mark(page, meeting) {
    const there = [...document.querySelectorAll(".hands td")];
    const marked = [...page.querySelectorAll(".hands td")];
    there.forEach((cell, at) => {
      cell.className = marked[at].className;
      cell.title = marked[at].title;
      if (!cell.contains(meeting)) cell.replaceChildren(...marked[at].cloneNode(true).childNodes);
    });
    for (const name of ["pair", "stamp"]) {
      const from = page.querySelector(`#moves [name="${name}"]`);
      document.querySelector(`#moves [name="${name}"]`).value = from.value;
    }
  }
  document.addEventListener("dragover", (event) => {
    if (fetched && event.target.closest?.(".hands td:is(.better, .even, .worse)")) event.preventDefault();
  });
  document.addEventListener("drop", async (event) => {
    const cell = event.target.closest?.(".hands td");
    if (!fetched || !cell) return;
    event.preventDefault();
    await fetched;
    cell.querySelector("button")?.click();
  });
  document.addEventListener("dragend", () => {
    fetched = null;
  });

  enter();
})();

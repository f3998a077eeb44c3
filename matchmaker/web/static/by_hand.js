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

  /* What a chosen meeting would do everywhere is marked on the board that is there. */
  const named = (name) => document.querySelector(`#moves [name="${name}"]`);
  async function placesOf(meeting) {
    const asked = new URL(meeting.href);
    asked.pathname += "/places";
    asked.searchParams.set("stamp", named("stamp").value);
    const answer = await fetch(asked).catch(() => null);
    return answer?.ok ? answer.json() : null; // else the board is another one by now
  }
  function mark(places) {
    const cells = document.querySelectorAll(".hands td");
    if (cells.length !== places?.cells.length) return false;
    cells.forEach((cell, at) => markCell(cell, places.cells[at], places.reasons));
    named("pair").value = places.pair;
    return true;
  }
  function markCell(cell, said, reasons) {
    const [tone, handle, title, label] = Array.isArray(said) ? said : [];
    const isClosed = typeof said === "number";
    cell.className = isClosed ? "closed" : (tone ?? "");
    cell.title = isClosed ? reasons[said] : "";
    cell.querySelector("button")?.remove();
    if (!handle) return;
    const button = document.createElement("button");
    Object.assign(button, { name: "do", value: handle, title, tabIndex: -1 });
    button.append(label);
    cell.append(button);
  }

  /* A meeting is chosen on the board that is there, if it is the same still. */
  let last = null;
  document.addEventListener("click", async (event) => {
    const meeting = event.target.closest?.(".hands a.meeting");
    const isPlain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (!meeting || !isPlain) return;
    event.preventDefault();
    last = meeting;
    const places = await placesOf(meeting);
    if (last !== meeting || !meeting.isConnected) return;
    if (mark(places)) choose(meeting, places.panel);
    else htmx.ajax("GET", meeting.href, { source: meeting, push: "true" });
  });
  function choose(meeting, panel) {
    const top = topOfBoard();
    for (const one of document.querySelectorAll(".hands a.chosen")) {
      one.classList.remove("chosen");
      one.removeAttribute("aria-current");
    }
    meeting.classList.add("chosen");
    meeting.setAttribute("aria-current", "true");
    const shown = document.querySelector("#of-chosen");
    shown.innerHTML = panel;
    htmx.process(shown);
    document.querySelector("#by-hand > [role=alert]")?.remove();
    enter();
    scrollBy(0, topOfBoard() - top);
    if (location.href === meeting.href) return; // it was chosen already
    history.replaceState({ htmx: true }, "");
    history.pushState({ htmx: true }, "", meeting.href);
  }

  /* Whatever is chosen or changed on the board, the board stays where it was on the screen. */
  let seen = { across: [], top: null };
  const topOfBoard = () => document.querySelector(".hands")?.getBoundingClientRect().top ?? 0;
  const days = () => [...document.querySelectorAll("#by-hand .scroll")];
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.serverResponse.includes('id="by-hand"')) {
      Object.assign(event.detail, { shouldSwap: true, isError: false }); // it says why on the board
    }
    const isOfBoard = document.activeElement?.closest(".hands") !== null;
    seen = { across: days().map((day) => day.scrollLeft), top: isOfBoard ? topOfBoard() : null };
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target?.id !== "by-hand") return;
    days().forEach((day, at) => {
      day.scrollLeft = seen.across[at] ?? 0;
    });
    if (seen.top !== null) scrollBy(0, topOfBoard() - seen.top);
    shownAt = performance.now();
    enter();
  });

  /* The second press of a double click is not for what has come beneath it. */
  const SECOND = 600;
  let shownAt = -SECOND;
  let pressed = null;
  document.addEventListener(
    "click",
    (event) => {
      const isThere = pressed?.clientX === event.clientX && pressed.clientY === event.clientY;
      const isOther = pressed?.target.id === "" || pressed?.target.id !== event.target.id;
      if (event.detail > 0 && isThere && isOther && performance.now() - shownAt < SECOND) {
        event.preventDefault();
        event.stopPropagation();
      } else pressed = event;
    },
    true,
  );
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") document.querySelector("#leave")?.click();
  });

  /* A meeting that is dragged is chosen on the way; it is put down on what is marked then. */
  let dragged = null;
  document.addEventListener("dragstart", (event) => {
    const meeting = event.target.closest?.(".hands a.meeting");
    if (!meeting) return;
    event.dataTransfer.effectAllowed = "move";
    dragged = { meeting, places: placesOf(meeting).then((places) => mark(places) && places) };
  });
  document.addEventListener("dragover", (event) => {
    if (dragged && event.target.closest?.(".hands td:is(.better, .even, .worse)")) event.preventDefault();
  });
  document.addEventListener("drop", async (event) => {
    const cell = event.target.closest?.(".hands td");
    if (!dragged || !cell) return;
    event.preventDefault();
    const places = dragged.places;
    dragged = null;
    await places;
    cell.querySelector("button")?.click();
  });
  document.addEventListener("dragend", async () => {
    const { meeting, places } = dragged ?? {};
    dragged = null;
    const found = await places;
    if (found) choose(meeting, found.panel);
  });

  document.addEventListener("htmx:historyRestore", enter);
  enter();
})();

"use strict";
(() => {
  const get = (id) => document.getElementById(id);
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const people = [...document.querySelectorAll("#people option")].map((option) => option.value);
  const sought = people.map(plain);
  const meetings = [...document.querySelectorAll(".grid button")];
  const peopleOf = new Map(meetings.map((one) => [one, one.dataset.people.split(" ").map(Number)]));

  const say = (output, count) => {
    output.value = output.dataset.say.replace("{n}", count);
  };

  /* The grid: both people of a meeting, on pointing at it or reaching it by key. */
  const tip = get("tip");
  const line = (text) => {
    const paragraph = document.createElement("p");
    paragraph.textContent = text;
    return paragraph;
  };
  let told = null;
  const show = (meeting) => {
    const cell = meeting.closest("td");
    const table = meeting.closest("table");
    const time = table.tHead.rows[0].cells[cell.cellIndex].textContent;
    const place = cell.parentElement.cells[0].textContent;
    const when = `${table.caption.textContent}, ${time} · ${place}`;
    tip.replaceChildren(line(when), ...peopleOf.get(meeting).map((at) => line(people[at])));
    hide();
    told = meeting;
    told.setAttribute("aria-describedby", "tip");
    tip.hidden = false;
    follow();
  };
  const hide = () => {
    told?.removeAttribute("aria-describedby");
    told = null;
    tip.hidden = true;
  };
  const follow = () => {
    if (!told) return;
    const from = told.getBoundingClientRect();
    const isBelow = from.bottom + 6 + tip.offsetHeight < innerHeight;
    const left = Math.min(from.left, document.documentElement.clientWidth - tip.offsetWidth - 8);
    tip.style.left = `${Math.max(8, left)}px`;
    tip.style.top = `${isBelow ? from.bottom + 6 : from.top - 6 - tip.offsetHeight}px`;
  };
  for (const grid of document.querySelectorAll(".grid")) {
    const on = (happening, action) =>
      grid.addEventListener(happening, (event) => {
        const meeting = event.target.closest("button");
        if (meeting) action(meeting, event);
      });
    on("pointerover", show);
    on("focusin", show);
    on("click", show);
    grid.addEventListener("pointerout", hide);
    grid.addEventListener("focusout", hide);
    on("keydown", walk);
    enter(grid);
  }
  addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
  addEventListener("scroll", follow, { passive: true, capture: true });

  /* One meeting of each grid is reached by the tab key, the others from there by the arrows. */
  function enter(grid) {
    const shown = [...grid.querySelectorAll("button")].filter((one) => !isAway(one));
    if (shown.length && !shown.some((one) => one.tabIndex === 0)) shown[0].tabIndex = 0;
  }
  function isAway(meeting) {
    return meeting.classList.contains("other") || meeting.closest("tr").hidden;
  }
  function walk(meeting, event) {
    const steps = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    const next = nextMeeting(meeting, ...step);
    if (!next) return;
    meeting.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  }
  function nextMeeting(meeting, down, across) {
    const beside = down < 0 ? meeting.previousElementSibling : meeting.nextElementSibling;
    if (down && beside) return beside;
    const rows = meeting.closest("table").tBodies[0].rows;
    let column = meeting.closest("td").cellIndex;
    let row = meeting.closest("tr").sectionRowIndex;
    for (;;) {
      row += down;
      column += across;
      const cell = rows[row]?.cells[column];
      if (!cell) return null;
      const found = [...cell.querySelectorAll("button")].filter((one) => !isAway(one));
      if (found.length) return down < 0 ? found[found.length - 1] : found[0];
    }
  }

  /* Only the meetings of whoever is looked for. */
  const person = get("person");
  const filterGrid = () => {
    const query = plain(person.value.trim());
    const exact = people.indexOf(person.value);
    const matches = (at) => (exact < 0 ? sought[at].includes(query) : at === exact);
    let count = 0;
    for (const meeting of meetings) {
      const isShown = peopleOf.get(meeting).some(matches);
      meeting.classList.toggle("other", !isShown);
      meeting.tabIndex = -1;
      count += isShown;
    }
    for (const row of document.querySelectorAll(".grid tbody tr")) {
      row.hidden = query !== "" && !row.querySelector("button:not(.other)");
    }
    document.querySelectorAll(".grid").forEach(enter);
    say(get("shown-meetings"), count);
  };
  get("find-person").hidden = false;
  get("find-person").addEventListener("submit", (event) => event.preventDefault());
  person.addEventListener("input", filterGrid);

  /* Only the wishes that are looked for. */
  const wishes = get("wishes");
  if (!wishes) return;
  const rows = [...wishes.tBodies[0].rows].map((row) => ({
    row,
    text: plain(row.cells[0].textContent),
    level: row.cells[1].textContent.trim(),
  }));
  const [text, level, reason] = ["text", "level", "reason"].map(get);
  const filterWishes = () => {
    const query = plain(text.value.trim());
    let count = 0;
    for (const wish of rows) {
      const isShown =
        wish.text.includes(query) &&
        (!level.value || wish.level === level.value) &&
        (!reason.value || wish.row.dataset.reason === reason.value);
      wish.row.hidden = !isShown;
      count += isShown;
    }
    say(get("shown-wishes"), count);
  };
  get("find-wish").hidden = false;
  get("find-wish").addEventListener("submit", (event) => event.preventDefault());
  for (const input of [text, level, reason]) input.addEventListener("input", filterWishes);
})();

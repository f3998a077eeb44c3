"use strict";
(() => {
  const get = (id) => document.getElementById(id);
  const run = get("run");
  const source = new EventSource(run.dataset.progress);

  source.addEventListener("message", (message) => {
    const seen = JSON.parse(message.data);
    document.dispatchEvent(new Event("page:there"));
    if (seen.is_over) {
      source.close();
      location.replace(location.pathname);
      return;
    }
    const line = get("run-line");
    if (line.textContent !== seen.line) line.textContent = seen.line;
    const take = get("take");
    if (seen.has_plan) take.textContent = take.dataset.take;
    take.disabled = seen.step === "stopping";
    if (seen.rows.length) get("rows").replaceChildren(...seen.rows.map(row));
    draw(seen.curve);
  });

  source.addEventListener("error", () => document.dispatchEvent(new Event("page:gone")));

  function row(told) {
    const line = document.createElement("tr");
    told.forEach((text, at) => {
      const cell = document.createElement(at ? "td" : "th");
      cell.textContent = text;
      if (!at) cell.scope = "row";
      if (at > 1) cell.className = "number";
      line.append(cell);
    });
    return line;
  }

  /* Points against the bound: both from the lowest that was reached, so that the gap is seen. */
  function draw(curve) {
    if (!curve.length) return;
    const bounds = curve.filter(([, , bound]) => bound !== null);
    const values = curve.map(([, value]) => value);
    const low = Math.min(...values);
    const high = Math.max(...values, ...bounds.map(([, , bound]) => bound));
    const first = curve[0][0];
    const last = curve[curve.length - 1][0];
    const across = (at) => (last > first ? (600 * (at - first)) / (last - first) : 600);
    const up = (points) => (high > low ? 190 - (180 * (points - low)) / (high - low) : 10);
    const line = (dots) => {
      const steps = dots.flatMap(([at, points], number) => {
        const before = number ? [`${across(at)},${up(dots[number - 1][1])}`] : [`0,${up(points)}`];
        return [...before, `${across(at)},${up(points)}`];
      });
      return steps.join(" ");
    };
    const set = (name, dots) => get("curve").querySelector(name).setAttribute("points", line(dots));
    set(".value", curve.map(([at, value]) => [at, value]));
    if (bounds.length) set(".bound", bounds.map(([at, , bound]) => [at, bound]));
  }
})();

"use strict";
(() => {
  /* What is asked for in vain behind the page is said on it, for as long as it is so. */
  const trouble = document.getElementById("trouble");
  const tell = (line) => {
    if (trouble.textContent !== line) trouble.textContent = line;
    trouble.hidden = false;
  };
  const isGone = () => tell(trouble.dataset.gone);
  const isThere = () => {
    trouble.hidden = true;
  };
  document.addEventListener("page:gone", isGone);
  document.addEventListener("page:there", isThere);
  document.addEventListener("htmx:sendError", isGone);
  document.addEventListener("htmx:responseError", (event) => {
    const said = new DOMParser().parseFromString(event.detail.xhr.responseText, "text/html");
    tell((said.querySelector("[role=alert]") ?? said.body).textContent.trim());
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.successful) isThere();
  });

  /* Whoever presses a button twice means it once. */
  const TWICE = 1000;
  let sent = { form: null, at: -TWICE };
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    const isAgain = event.target === sent.form && event.timeStamp - sent.at < TWICE;
    if (isAgain) event.preventDefault();
    else sent = { form: event.target, at: event.timeStamp };
  });
})();

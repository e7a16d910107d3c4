"use strict";
// Shows the findings that the form asks for; without scripts all of them are shown and the form stays hidden.
(() => {
  const form = document.querySelector("form");
  const items = [...document.querySelectorAll(".findings li")];
  const marks = [...document.querySelectorAll("mark")];
  const articles = [...document.querySelectorAll("article[data-file]")];
  const count = document.querySelector("#shown");

  const chosen = (name) => new Set([...form.querySelectorAll(`[name=${name}]:checked`)].map((box) => box.value));

  function update() {
    const severities = chosen("severity");
    const categories = chosen("category");
    const file = form.elements.file.value;
    const visible = new Set();
    for (const item of items) {
      const { severity, category } = item.dataset;
      const mine = file === "" || item.closest("article").dataset.file === file;
      item.hidden = !(mine && severities.has(severity) && categories.has(category));
      if (!item.hidden) visible.add(item.id);
    }
    for (const mark of marks) mark.classList.toggle("off", !mark.dataset.of.split(" ").some((id) => visible.has(id)));
    for (const article of articles) article.hidden = !article.querySelector(".findings li:not([hidden])");
    count.textContent = visible.size;
  }

  form.hidden = false;
  form.addEventListener("input", update);
  form.addEventListener("submit", (event) => event.preventDefault());
  update();
})();

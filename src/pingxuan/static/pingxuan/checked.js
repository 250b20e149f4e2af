// 就地校核换入说明后，让输入框的对错状态跟上；步骤条上的“！”也随之更新。

const controlOf = (notes) => notes.closest(".field")?.querySelectorAll("input, textarea, select") ?? [];

const follow = (notes) => {
  const bad = notes.querySelector(".hint-bad") !== null;
  for (const control of controlOf(notes)) {
    if (bad) control.setAttribute("aria-invalid", "true");
    else control.removeAttribute("aria-invalid");
  }
  const section = notes.closest(".m-sec");
  const step = section && document.querySelector(`.m-steps a[href="#${section.id}"]`)?.parentElement;
  if (!step) return;
  const wrong = section.querySelector(".notes .hint-bad") !== null;
  step.classList.toggle("part", wrong);
  if (wrong) step.classList.remove("done", "now");
};

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.matches(".notes")) follow(event.target);
});

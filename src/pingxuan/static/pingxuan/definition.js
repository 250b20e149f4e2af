// 评选定义：按填写方式显示该填的项；增删移动后各节保持展开；校核结果就地显示；疑问答一个接下一个；离开前提醒未保存。

const form = document.querySelector("form[data-definition]");
const parts = document.getElementById("parts");

const unfold = (element) => {
  for (let fold = element.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
};

// ---------- 只问用得着的：这一项取决于另一项的值 ----------
const showOnly = () => {
  for (const part of document.querySelectorAll("[data-only]")) {
    const other = document.getElementById(`i-${part.dataset.only}`);
    if (other) part.hidden = !part.dataset.values.split(" ").includes(other.value);
  }
};

// ---------- 未保存 ----------
let unsaved = Boolean(form && form.hasAttribute("data-unsaved"));
const spoil = () => {
  if (unsaved) return;
  unsaved = true;
  const state = form.querySelector("[data-save-state]");
  if (state) state.textContent = "有改动还没有保存";
};

// ---------- 增删移动：由服务器重画右栏，展开的各节照旧 ----------
let open = new Set();
const reshape = (name, value) => {
  open = new Set([...parts.querySelectorAll("details[open][id]")].map((one) => one.id));
  const values = Object.fromEntries(new FormData(form));
  const confirmed = new FormData(form).getAll("confirmed");
  spoil();
  return window.htmx.ajax("POST", form.action, {
    source: parts, target: parts, values: { ...values, confirmed, [name]: value },
  });
};

// ---------- 校核结果就地显示 ----------
const placeOf = (where) => {
  for (let shorter = where; shorter; shorter = shorter.replace(/[.[][^.[]*$|^[^.[]*$/, "")) {
    const control = document.getElementById(`i-${shorter}`);
    const place = control ? control.closest(".def-entry, td") : document.getElementById(`p-${shorter}`);
    if (place) return place;
  }
  return null;
};

const said = (finding) => {
  const bad = finding.classList.contains("finding-blocks");
  const note = document.createElement("p");
  note.className = `hint ${bad ? "hint-bad" : "hint-warn"}`;
  note.dataset.said = "";
  note.dataset.code = finding.dataset.code;
  note.textContent = finding.querySelector(".said").textContent;
  return note;
};

const placeFindings = () => {
  for (const old of document.querySelectorAll("[data-said]")) old.remove();
  for (const bad of form.querySelectorAll("[aria-invalid]")) bad.removeAttribute("aria-invalid");
  for (const finding of document.querySelectorAll("#checked [data-where]")) {
    const place = finding.dataset.where && placeOf(finding.dataset.where);
    if (!place || place.matches("tr, details")) continue;
    place.append(said(finding));
    const control = document.getElementById(`i-${finding.dataset.where}`);
    if (control && finding.classList.contains("finding-blocks")) control.setAttribute("aria-invalid", "true");
  }
};

// ---------- 答复 ----------
const answerOf = (control) => control.closest(".ask").querySelector('button[name="answer"]');

// 答完一个，光标到下一个；浏览器按网址定位之后再移，免得又被移走
const toNextQuestion = () => {
  if (location.hash !== "#questions") return;
  const first = document.querySelector(".ask[open]");
  const control = first ? first.querySelector("[data-answer], button") : document.querySelector("#questions a.btn");
  if (control) control.focus({ preventScroll: true });
};

if (form) {
  form.addEventListener("input", (event) => { if (!event.target.matches("[data-answer]")) spoil(); });
  form.addEventListener("change", (event) => {
    showOnly();
    if (event.target.matches("[data-reshape-on-change]")) reshape("reshape", "1");
  });
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-reshapes]");
    if (!button || !window.htmx) return;
    event.preventDefault();
    reshape(button.name, button.value);
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || !event.target.matches("input[data-answer], select[data-answer]")) return;
    event.preventDefault();
    answerOf(event.target).click();
  });
  form.addEventListener("submit", () => { unsaved = false; });
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target.id === "checked" || event.detail.target?.id === "checked") placeFindings();
    if (event.detail.target?.id === "parts" || event.target.id === "parts") {
      for (const id of open) {
        const fold = document.getElementById(id);
        if (fold && fold.matches("details")) fold.open = true;
      }
      showOnly();
      const wanted = parts.querySelector("[autofocus]");
      if (wanted) {
        unfold(wanted);
        wanted.focus();
      }
    }
  });
  window.addEventListener("beforeunload", (event) => {
    if (unsaved) event.preventDefault();
  });
}
showOnly();
window.addEventListener("load", () => setTimeout(toNextQuestion));

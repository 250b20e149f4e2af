// 通知阅读：指到或点到一个值，原文滚到出处并加亮；点原文的标记，定位到那个值。键盘：方向键在标记间移动，
// 回车打开，Esc 从值回到出处。

const allMarks = () => [...document.querySelectorAll("mark[data-fact]")];
const factsOf = (element) => (element.dataset.facts || element.dataset.fact).split(" ");
const inside = (fact, whole) => fact === whole || fact.startsWith(`${whole}.`) || fact.startsWith(`${whole}[`);
const smooth = () => (window.matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");

const marksFor = (facts) => allMarks().filter((mark) => factsOf(mark).some((fact) => facts.some((one) => inside(fact, one))));

// 连着的几段算一处
const placesFor = (facts) => {
  const places = [];
  let before = null;
  for (const mark of marksFor(facts)) {
    if (!before || before.nextSibling !== mark) places.push(mark);
    before = mark;
  }
  return places;
};

const clear = () => {
  for (const lit of document.querySelectorAll(".lit, .here")) lit.classList.remove("lit", "here");
};

// 只滚动所在的那一栏；手机上两栏叠放，右栏不单独滚动，才滚动整页
const bring = (element) => {
  const pane = element.closest(".reader-text, .reader-side");
  if (!pane || pane.scrollHeight <= pane.clientHeight + 1) return element.scrollIntoView({ block: "center", behavior: smooth() });
  const top = element.getBoundingClientRect().top - pane.getBoundingClientRect().top;
  if (top > 40 && top < pane.clientHeight - 80) return;
  pane.scrollTo({ top: pane.scrollTop + top - pane.clientHeight / 3, behavior: smooth() });
};

const bringInNotice = (mark) => {
  const pane = mark.closest(".reader-text");
  const top = mark.getBoundingClientRect().top - pane.getBoundingClientRect().top;
  if (top < 24 || top > pane.clientHeight - 60) pane.scrollTo({ top: pane.scrollTop + top - pane.clientHeight / 3, behavior: smooth() });
};

const light = (element, which = 0) => {
  clear();
  const facts = factsOf(element);
  for (const mark of marksFor(facts)) mark.classList.add("lit");
  element.classList.add("lit");
  const places = placesFor(facts);
  if (places.length === 0) return places;
  const chosen = places[which % places.length];
  chosen.classList.add("here");
  bringInNotice(chosen);
  return places;
};

const unfold = (element) => {
  for (let fold = element.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
};

// 标记对应的值：正在问的疑问优先，其次越具体越好
const valueOf = (mark) => {
  const facts = factsOf(mark);
  const found = [...document.querySelectorAll("[data-facts]")].filter((element) => factsOf(element).some((one) => facts.some((fact) => inside(fact, one))));
  const depth = (element) => (element.matches(".ask") ? 999 : Math.max(...factsOf(element).filter((one) => facts.some((fact) => inside(fact, one))).map((one) => one.length)));
  return found.sort((one, other) => depth(other) - depth(one) || (one.contains(other) ? 1 : -1))[0];
};

const CONTROLS = "input:not([type=hidden]):not([type=checkbox]), select, textarea";
let cameFrom = null;

const open = (mark) => {
  const value = valueOf(mark);
  if (!value) return;
  cameFrom = mark;
  unfold(value);
  if (value.matches("details")) value.open = true;
  light(value);
  bring(value);
  (value.querySelector(CONTROLS) || value.querySelector("input, button, a, summary"))?.focus({ preventScroll: true });
};

const roam = (mark, step) => {
  const marks = allMarks();
  const next = marks[marks.indexOf(mark) + step];
  if (!next) return;
  mark.tabIndex = -1;
  next.tabIndex = 0;
  next.focus({ preventScroll: true });
  bringInNotice(next);
};

const nearest = (path) => {
  for (let shorter = path; shorter; shorter = shorter.replace(/[.[][^.[]*$|^[^.[]*$/, "")) {
    const place = document.getElementById(`i-${shorter}`) || document.getElementById(`p-${shorter}`);
    if (place) return place;
  }
  return null;
};

const goTo = (path) => {
  const place = nearest(path);
  if (!place) return false;
  unfold(place);
  if (place.matches("details")) place.open = true;
  bring(place);
  (place.matches(CONTROLS) ? place : place.querySelector(CONTROLS) || place.querySelector("button, summary"))?.focus({ preventScroll: true });
  return true;
};

document.addEventListener("click", (event) => {
  const mark = event.target.closest("mark[data-fact]");
  const next = event.target.closest("[data-next-place]");
  const link = event.target.closest('a[href^="#p-"]');
  const value = event.target.closest("[data-facts]");
  if (mark) return open(mark);
  if (link) return goTo(decodeURIComponent(link.getAttribute("href").slice(3))) && event.preventDefault();
  if (next && value) {
    const shown = Number(next.dataset.shown || 0) + 1;
    next.dataset.shown = String(shown);
    return light(value, shown);
  }
  if (value && !value.classList.contains("lit")) light(value);
});

document.addEventListener("focusin", (event) => {
  const value = event.target.closest("[data-facts]");
  if (value && !event.target.closest("[data-next-place]") && !value.classList.contains("lit")) light(value);
});

// 鼠标停留片刻才滚动，路过不动
let waiting = 0;
document.addEventListener("mouseover", (event) => {
  const value = event.target.closest("[data-facts]");
  clearTimeout(waiting);
  if (value && !value.classList.contains("lit") && !value.contains(document.activeElement)) waiting = setTimeout(() => light(value), 350);
});

// 原文里只有一处进入键盘焦点，方向键走到其余各处
for (const mark of allMarks().slice(1)) mark.tabIndex = -1;

const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
document.addEventListener("keydown", (event) => {
  const mark = event.target.closest?.("mark[data-fact]");
  if (mark && (event.key === "Enter" || event.key === " ")) {
    event.preventDefault();
    open(mark);
  } else if (mark && STEPS[event.key]) {
    event.preventDefault();
    roam(mark, STEPS[event.key]);
  } else if (event.key === "Escape" && event.target.closest?.("[data-facts]")) {
    const back = cameFrom && cameFrom.classList.contains("lit") ? cameFrom : document.querySelector("mark.here, mark.lit");
    if (back) back.focus({ preventScroll: true });
  }
});

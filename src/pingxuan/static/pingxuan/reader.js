// 通知阅读：点识别结果，原文滚动到依据处并加亮；点原文加亮处，定位到识别结果。

const factsOf = (mark) => mark.dataset.fact.split(" ");

const clear = () => {
  for (const lit of document.querySelectorAll(".lit")) lit.classList.remove("lit");
};

const reveal = (element) => element.scrollIntoView({ block: "center", behavior: "smooth" });

const lightFact = (fact) => {
  clear();
  const marks = [...document.querySelectorAll("mark[data-fact]")].filter((mark) => factsOf(mark).includes(fact));
  const rows = [...document.querySelectorAll(`[data-fact-row="${CSS.escape(fact)}"]`)];
  for (const element of [...marks, ...rows]) element.classList.add("lit");
  return { marks, rows };
};

const unfold = (element) => {
  for (let fold = element.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
};

const fromMark = (mark) => {
  const { rows } = lightFact(factsOf(mark)[0]);
  if (rows[0]) {
    unfold(rows[0]);
    reveal(rows[0]);
    rows[0].querySelector("input, select, textarea, a, button")?.focus({ preventScroll: true });
  }
};

const fromRow = (row) => {
  const { marks } = lightFact(row.dataset.factRow);
  if (marks[0]) reveal(marks[0]);
};

const nearest = (path) => {
  for (let shorter = path; shorter; shorter = shorter.replace(/[.[][^.[]*$|^[^.[]*$/, "")) {
    const place = document.getElementById(`p-${shorter}`);
    if (place) return place;
  }
  return null;
};

document.addEventListener("click", (event) => {
  const mark = event.target.closest("mark[data-fact]");
  const row = event.target.closest("[data-fact-row]");
  if (mark) fromMark(mark);
  else if (row) fromRow(row);
});

document.addEventListener("focusin", (event) => {
  const row = event.target.closest("[data-fact-row]");
  if (row && !row.classList.contains("lit")) fromRow(row);
});

// 校核和疑问里的“去修改”：所在的一节先展开，再定位、聚焦
document.addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="#p-"]');
  if (!link) return;
  const wanted = link.getAttribute("href").slice(3);
  const place = document.getElementById(`i-${wanted}`) || document.getElementById(`p-${wanted}`) || nearest(wanted);
  if (!place) return;
  event.preventDefault();
  unfold(place);
  reveal(place);
  (place.matches("input, select, textarea") ? place : place.querySelector("input, select, textarea, button"))?.focus({ preventScroll: true });
});

document.addEventListener("keydown", (event) => {
  const mark = event.target.closest?.("mark[data-fact]");
  if (mark && (event.key === "Enter" || event.key === " ")) {
    event.preventDefault();
    fromMark(mark);
  }
});

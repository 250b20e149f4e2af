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

const fromMark = (mark) => {
  const { rows } = lightFact(factsOf(mark)[0]);
  if (rows[0]) {
    reveal(rows[0]);
    rows[0].querySelector("input, select, textarea, a, button")?.focus({ preventScroll: true });
  }
};

const fromRow = (row) => {
  const { marks } = lightFact(row.dataset.factRow);
  if (marks[0]) reveal(marks[0]);
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

document.addEventListener("keydown", (event) => {
  const mark = event.target.closest?.("mark[data-fact]");
  if (mark && (event.key === "Enter" || event.key === " ")) {
    event.preventDefault();
    fromMark(mark);
  }
});

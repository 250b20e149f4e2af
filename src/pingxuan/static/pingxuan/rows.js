// 多行表：增加一行、删去一行。没有脚本时表下留有两行空行，保存后再添两行。
// 每格的名称是“栏代号-行号-列代号”，行号只增不重用；删去的行不再提交，服务器按剩下的行保存。

const MOST_ROWS = 60;

const renumbered = (row, from, to) => {
  for (const labelled of row.querySelectorAll("[aria-label]")) {
    labelled.setAttribute("aria-label", labelled.getAttribute("aria-label").replace(/第\d+行/, `第${to + 1}行`));
  }
  for (const control of row.querySelectorAll("[name]")) {
    control.name = control.name.replace(`-${from}-`, `-${to}-`);
    if (control.tagName === "SELECT") control.selectedIndex = 0;
    else control.value = "";
  }
  row.dataset.row = String(to);
};

const add = (table) => {
  const last = table.tBodies[0].lastElementChild;
  const next = Number(last.dataset.row) + 1;
  if (next >= MOST_ROWS) return;
  const row = last.cloneNode(true);
  renumbered(row, last.dataset.row, next);
  last.after(row);
  row.querySelector("[name]").focus();
};

const drop = (row) => {
  const body = row.parentElement;
  if (body.rows.length > 1) row.remove();
  else renumbered(row, row.dataset.row, Number(row.dataset.row));
  const kept = body.querySelector("[name]");
  kept.dispatchEvent(new Event("input", { bubbles: true }));
  kept.focus();
};

document.addEventListener("click", (event) => {
  const adding = event.target.closest("[data-row-add]");
  if (adding) add(adding.parentElement.querySelector("table.rows"));
  const dropping = event.target.closest("[data-row-drop]");
  if (dropping) drop(dropping.closest("tr"));
});

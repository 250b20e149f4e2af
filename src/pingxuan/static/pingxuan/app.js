// 各页通用：大字版、打印、复制文字、搜索快捷键、列表快捷键、筛选即查、全选本页、提交一次。
// 全部用事件委托，htmx 换入的内容不必重新绑定。

const root = document.documentElement;

// ---------- 大字版 ----------
const showSize = () => {
  const large = root.dataset.size === "large";
  for (const button of document.querySelectorAll("[data-size-toggle]")) {
    button.setAttribute("aria-pressed", String(large));
  }
};

const toggleSize = () => {
  if (root.dataset.size === "large") delete root.dataset.size;
  else root.dataset.size = "large";
  try {
    localStorage.setItem("pingxuan-size", root.dataset.size || "");
  } catch { /* 存储被禁用时只在本页生效 */ }
  showSize();
};

// ---------- 复制文字：没有剪贴板权限（非 HTTPS）时给出已选中的文本框 ----------
const textOf = (button) => {
  const source = document.getElementById(button.dataset.copy);
  return (source.value ?? source.innerText).trim();
};

const offerBox = (button, text) => {
  let box = button.parentElement.querySelector(".copy-box");
  if (!box) {
    box = document.createElement("textarea");
    box.className = "copy-box";
    box.readOnly = true;
    box.setAttribute("aria-label", "请按 Ctrl C 复制");
    button.after(box);
  }
  box.value = text;
  box.focus();
  box.select();
};

const copyText = async (button) => {
  const text = textOf(button);
  const words = button.dataset.words || button.textContent;
  button.dataset.words = words;
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = "已复制";
    setTimeout(() => { button.textContent = words; }, 2000);
  } catch {
    offerBox(button, text);
  }
};

// ---------- 勾选：只勾选本页看得见的行 ----------
const rowBoxes = (form) => [...form.querySelectorAll("input[type=checkbox][data-row]")].filter((box) => !box.closest("[hidden]"));

const showPicked = (form) => {
  const boxes = rowBoxes(form);
  const picked = boxes.filter((box) => box.checked).length;
  for (const box of boxes) box.closest("tr")?.setAttribute("aria-selected", String(box.checked));
  const all = form.querySelector("[data-all]");
  if (all) {
    all.checked = picked > 0 && picked === boxes.length;
    all.indeterminate = picked > 0 && picked < boxes.length;
  }
  for (const place of form.querySelectorAll("[data-picked]")) place.textContent = String(picked);
  for (const button of form.querySelectorAll("[data-needs-picked]")) button.disabled = picked === 0;
};

// ---------- 键盘：/ 或 Ctrl K 搜索；J/K 移动；其余键点击标了 data-key 的按钮。在输入框内一律不起作用 ----------
const typing = (target) => target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");

const moveRow = (step) => {
  const rows = [...document.querySelectorAll("[data-rows] a[data-open]")];
  if (rows.length === 0) return false;
  const at = rows.indexOf(document.activeElement);
  rows[Math.min(rows.length - 1, Math.max(0, at + step))].focus();
  return true;
};

const press = (key) => {
  const target = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!target || target.disabled) return false;
  target.click();
  return true;
};

const onKey = (event) => {
  const key = event.key.toLowerCase();
  const search = document.querySelector("[data-search]");
  if (search && ((key === "k" && (event.ctrlKey || event.metaKey)) || (key === "/" && !typing(event.target)))) {
    event.preventDefault();
    search.focus();
    search.select();
    return;
  }
  if (event.ctrlKey && key === "enter" && press("ctrl+enter")) return event.preventDefault();
  if (event.ctrlKey && key === "s" && press("ctrl+s")) return event.preventDefault();
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
  const moved = press(key) || (key === "j" && moveRow(1)) || (key === "k" && moveRow(-1));
  if (moved) event.preventDefault();
};

// ---------- 退出登录时清除本机草稿，公用电脑上不留他人材料 ----------
const clearDrafts = () => {
  try {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith("pingxuan-draft-")) localStorage.removeItem(key);
    }
  } catch { /* 没有存储可清 */ }
};

// ---------- 局部更新没有成功时说明原因，已填内容留在原处 ----------
const REASONS = {
  401: "登录已过期，本次操作没有生效。请在新窗口登录后再试，已填内容不会丢失。",
  403: "页面停留太久，本次操作没有生效。请刷新页面后再试。",
  404: "这项内容已不在您的办理范围内，请返回列表查看。",
  413: "文件太大，没有上传成功。请压缩后再试。",
};

const complain = (words) => {
  const place = document.getElementById("messages");
  if (!place) return;
  const box = document.createElement("div");
  const text = document.createElement("p");
  box.className = "message message-bad";
  text.textContent = words;
  box.append(text);
  place.replaceChildren(box);
};

document.addEventListener("htmx:responseError", (event) => {
  complain(REASONS[event.detail.xhr.status] || "操作没有成功，之前保存的内容不受影响。请稍后再试。");
});
document.addEventListener("htmx:sendError", () => complain("没有连上网络，本次操作没有生效。请检查网络后再试。"));

// ---------- 事件 ----------
document.addEventListener("click", (event) => {
  const hit = (selector) => event.target.closest(selector);
  if (hit("[data-size-toggle]")) toggleSize();
  else if (hit("[data-copy]")) copyText(hit("[data-copy]"));
  else if (hit("[data-print]")) window.print();
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("change", (event) => {
  const form = event.target.form;
  if (!form) return;
  if (event.target.matches("[data-all]")) {
    for (const box of rowBoxes(form)) box.checked = event.target.checked;
  }
  if (event.target.matches("[data-all], [data-row]")) showPicked(form);
  if (form.matches("[data-autofilter]") && event.target.matches("select, input[type=radio], input[type=checkbox]")) form.requestSubmit();
});

// 同一表单只提交一次；两秒后恢复，下载类表单可再次提交
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.hasAttribute("data-clears-drafts")) clearDrafts();
  if (event.defaultPrevented || form.method !== "post" || form.hasAttribute("hx-post")) return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "1";
  setTimeout(() => { delete form.dataset.sent; }, 2000);
});

document.addEventListener("keydown", onKey);
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && event.target.closest("details.menu[open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

showSize();
for (const form of document.querySelectorAll("form")) showPicked(form);

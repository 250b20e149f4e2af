// 从 WPS、Word 粘贴：只留文字和段落，并说明去掉了什么。用于标了 data-paste="plain" 的输入框。

const LOST = [["img", "图片"], ["table", "表格框线"], ["b, strong, i, em, u, font, span[style]", "格式"]];

const removedFrom = (html) => {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  return LOST.filter(([selector]) => parsed.querySelector(selector)).map(([, name]) => name);
};

export const plain = (text) => text
  .replace(/\r\n?/g, "\n")
  .replace(/[\u00a0\u2002\u2003]/g, " ")
  .replace(/[\u200b\ufeff\u00ad]/g, "")
  .replace(/[ \t]+$/gm, "")
  .replace(/^[ \t\u3000]+/gm, "")
  .replace(/\n{3,}/g, "\n\n")
  .trim();

const say = (field, names) => {
  let note = field.parentElement.querySelector("[data-paste-note]");
  if (!note) {
    note = document.createElement("p");
    note.className = "hint";
    note.dataset.pasteNote = "";
    note.setAttribute("role", "status");
    field.after(note);
  }
  note.textContent = `已按纯文字粘贴，去掉了${names.join("、")}。`;
};

document.addEventListener("paste", (event) => {
  const field = event.target.closest("[data-paste=plain]");
  if (!field || !event.clipboardData) return;
  const html = event.clipboardData.getData("text/html");
  const text = event.clipboardData.getData("text/plain");
  if (!html || !text) return;
  event.preventDefault();
  field.setRangeText(plain(text), field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
  const names = removedFrom(html);
  if (names.length) say(field, names);
});

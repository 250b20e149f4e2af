// 字数与标尺：与 core/wordcount.py 同一算法，共用测试向量；以服务器计数为准。

const FULL_WIDTH = [
  [0x2e80, 0x2fdf], [0x2ff0, 0x303f], [0x3040, 0x31bf], [0x31c0, 0x9fff], [0xac00, 0xd7af], [0xf900, 0xfaff],
  [0xfe10, 0xfe1f], [0xfe30, 0xfe6f], [0xff01, 0xff60], [0xffe0, 0xffe6], [0x20000, 0x323af],
];
const SELECTORS = [[0xfe00, 0xfe0f], [0xe0100, 0xe01ef], [0x180b, 0x180d]];
const MARKS = new Set("“”‘’…—·×÷①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳");
const INVISIBLE = new Set("\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufeff");
const SPACES = new Set(
  "\t\n\v\f\r \x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
  + "\u2028\u2029\u202f\u205f\u3000",
);

const within = (char, ranges) => {
  const point = char.codePointAt(0);
  return ranges.some(([first, last]) => first <= point && point <= last);
};
const ignored = (char) => INVISIBLE.has(char) || within(char, SELECTORS);
const inWord = (char) => !(SPACES.has(char) || MARKS.has(char) || within(char, FULL_WIDTH));

const standsAlone = (chars, at, inRun) => {
  if (MARKS.has(chars[at])) return !(inRun && at + 1 < chars.length && inWord(chars[at + 1]));
  return within(chars[at], FULL_WIDTH);
};

export const wordCount = (text) => {
  const chars = [...text].filter((char) => !ignored(char));
  let total = 0;
  let inRun = false;
  chars.forEach((char, at) => {
    if (SPACES.has(char)) {
      inRun = false;
    } else if (standsAlone(chars, at, inRun)) {
      total += 1;
      inRun = false;
    } else {
      total += inRun ? 0 : 1;
      inRun = true;
    }
  });
  return total;
};

// 与 web/blank.py 的 Gauge 一致：标尺右端为上限的 1.2 倍
export const gaugeOf = (count, least, most, over, annex) => {
  const scale = (most || (least || 500) * 1.6) * 1.2;
  const filled = Math.min(100, Math.round((count / scale) * 1000) / 10);
  if (count < (least || 0)) return { filled, tone: "warn", note: `还差 ${least - count} 字` };
  if (most && count > most) return { filled, tone: over, note: `超出 ${count - most} 字${annex ? "，可另附页" : ""}` };
  return { filled, tone: "ok", note: "字数符合要求" };
};

const show = (block, text) => {
  const { min, max, over } = block.dataset;
  const count = wordCount(text);
  const gauge = gaugeOf(count, Number(min) || 0, Number(max) || 0, over, "annex" in block.dataset);
  const fill = block.querySelector("[data-gauge-fill]");
  fill.setAttribute("width", `${gauge.filled}%`);
  fill.setAttribute("class", `fill fill-${gauge.tone}`);
  block.querySelector("[data-gauge-count]").textContent = String(count);
  const note = block.querySelector("[data-gauge-note]");
  note.className = `wc-${gauge.tone}`;
  if (note.textContent !== gauge.note) note.textContent = gauge.note;
};

document.addEventListener("input", (event) => {
  const block = event.target.id && document.querySelector(`[data-gauge-for="${CSS.escape(event.target.id)}"]`);
  if (block) show(block, event.target.value);
});

for (const block of document.querySelectorAll("[data-gauge-for]")) {
  const control = document.getElementById(block.dataset.gaugeFor);
  if (control) show(block, control.value);
}

// 自动保存：0.8 秒存本机，5 秒或离开输入框时送服务器，带版本号；版本不一致时两份并列，绝不自动覆盖。
//
// <form data-autosave-url="…" data-version="3" data-autosave-key="nomination-12">
//   送出 POST JSON {"version": 3, "answers": {名称: 值或值的列表}}
//   200 {"version": 4}            已保存
//   409 {"version": 5, "answers"} 别处已改，answers 为服务器上的内容
//   401、403、转到登录页          登录已过期，本机保存仍有效

const LOCAL_DELAY = 800;
const SERVER_DELAY = 5000;
const form = document.querySelector("form[data-autosave-url]");

const clock = () => new Date().toTimeString().slice(0, 8);

const NOT_ANSWERS = ["csrfmiddlewaretoken", "version", "remove-file"];

const answersOf = (source) => {
  const answers = {};
  for (const [name, value] of new FormData(source)) {
    if (NOT_ANSWERS.includes(name) || value instanceof File) continue;
    const box = source.querySelector(`[type=checkbox][name="${CSS.escape(name)}"]`);
    if (box) (answers[name] = answers[name] || []).push(value);
    else answers[name] = value;
  }
  return answers;
};

const fill = (target, answers) => {
  for (const control of target.elements) {
    if (!control.name || control.name === "csrfmiddlewaretoken" || control.type === "file") continue;
    if (!(control.name in answers) && control.type !== "checkbox") continue;
    const value = answers[control.name];
    if (control.type === "radio") control.checked = control.value === value;
    else if (control.type === "checkbox") control.checked = [].concat(value ?? []).includes(control.value);
    else if (control.type !== "submit" && control.type !== "button") control.value = value;
    control.dispatchEvent(new Event("input", { bubbles: true }));
  }
};

class Autosave {
  constructor(target) {
    this.form = target;
    this.key = `pingxuan-draft-${target.dataset.autosaveKey || location.pathname}`;
    this.state = document.querySelector("[data-save-state]");
    this.saved = JSON.stringify(answersOf(target));
    this.waiting = false;
    this.stopped = false;
    target.addEventListener("input", () => this.changed());
    target.addEventListener("change", () => this.changed());
    target.addEventListener("focusout", () => this.send());
    target.addEventListener("submit", (event) => this.leave(event));
    window.addEventListener("online", () => this.send());
    document.addEventListener("visibilitychange", () => { if (document.hidden) this.keep(); });
    this.offerKept();
  }

  say(words, bad = false) {
    if (!this.state) return;
    this.state.textContent = words;
    this.state.classList.toggle("save-bad", bad);
  }

  changed() {
    clearTimeout(this.localTimer);
    this.localTimer = setTimeout(() => this.keep(), LOCAL_DELAY);
    clearTimeout(this.serverTimer);
    this.serverTimer = setTimeout(() => this.send(), SERVER_DELAY);
  }

  // 点“下一步”时光标离开输入框，自动保存可能正在路上：等它回来、换成新版本号再提交，免得自己与自己冲突
  leave(event) {
    if (!this.waiting) {
      this.keep();
      this.stopped = true;
      return;
    }
    event.preventDefault();
    if (this.leaving) return;
    this.leaving = true;
    this.sending.then(() => {
      this.leaving = false;
      this.form.requestSubmit(event.submitter);
    });
  }

  keep() {
    const answers = answersOf(this.form);
    if (this.stopped || JSON.stringify(answers) === this.saved) return;
    try {
      localStorage.setItem(this.key, JSON.stringify({ version: this.form.dataset.version, answers, at: Date.now() }));
      this.say(`已存本机 ${clock()}`);
    } catch {
      this.say("本机存不下，请尽快提交", true);
    }
  }

  forget() {
    try { localStorage.removeItem(this.key); } catch { /* 没有存储可清 */ }
  }

  send() {
    const answers = answersOf(this.form);
    const text = JSON.stringify(answers);
    if (this.stopped || this.waiting || text === this.saved) return;
    this.waiting = true;
    this.sending = this.deliver(answers, text);
  }

  async deliver(answers, text) {
    try {
      const response = await fetch(this.form.dataset.autosaveUrl, {
        method: "POST",
        credentials: "same-origin",
        redirect: "manual",
        headers: { "Content-Type": "application/json", "X-CSRFToken": this.form.querySelector("[name=csrfmiddlewaretoken]")?.value || "" },
        body: JSON.stringify({ version: Number(this.form.dataset.version), answers }),
      });
      await this.answered(response, text);
    } catch {
      this.keep();
      this.say("没有连上网络，已存本机，联网后自动补存", true);
    } finally {
      this.waiting = false;
    }
  }

  async answered(response, text) {
    if (response.ok) {
      const { version } = await response.json();
      this.saved = text;
      this.form.dataset.version = version;
      const field = this.form.querySelector("[name=version]");
      if (field) field.value = version;
      this.forget();
      this.say(`已自动保存 ${clock()}`);
    } else if (response.status === 409) {
      this.conflict(await response.json());
    } else {
      this.keep();
      this.say(response.type === "opaqueredirect" || response.status === 401 || response.status === 403
        ? "登录已过期，内容已存本机，请重新登录后继续" : "自动保存没有成功，内容已存本机", true);
    }
  }

  // 本机留有未送出的稿件：不自动填回，由填报人选择
  offerKept() {
    let kept = null;
    try { kept = JSON.parse(localStorage.getItem(this.key)); } catch { return; }
    if (!kept || JSON.stringify(kept.answers) === this.saved) return this.forget();
    const words = `本机有一份未送出的稿件（${new Date(kept.at).toLocaleString("zh-CN", { hour12: false })}），与当前内容不同。`;
    this.choose(words, "本机稿件", kept.answers, "当前内容", answersOf(this.form), {
      first: () => { fill(this.form, kept.answers); this.send(); },
      second: () => this.forget(),
    });
  }

  conflict({ version, answers }) {
    this.stopped = true;
    this.say("别处已修改，请选择保留哪一份", true);
    this.choose("这份材料在别处已被修改。两份内容如下，请选择保留哪一份。", "我正在填写的", answersOf(this.form), "别处已保存的", answers, {
      first: () => { this.form.dataset.version = version; this.stopped = false; this.saved = ""; this.send(); },
      second: () => {
        this.form.dataset.version = version;
        fill(this.form, answers);
        this.saved = JSON.stringify(answersOf(this.form));
        this.stopped = false;
        this.forget();
        this.say("已改用别处保存的内容");
      },
    });
  }

  choose(words, firstName, first, secondName, second, acts) {
    document.querySelector(".conflict")?.remove();
    const box = make("section", "conflict");
    box.setAttribute("role", "alert");
    const text = make("p", "strong", words);
    const pair = make("div", "conflict-pair");
    for (const [name, answers, act] of [[firstName, first, acts.first], [secondName, second, acts.second]]) {
      const side = make("div", "");
      const other = answers === first ? second : first;
      side.append(make("p", "strong", name), make("p", "", this.differing(answers, other)));
      const button = make("button", "btn", `保留“${name}”`);
      button.type = "button";
      button.addEventListener("click", () => { box.remove(); act(); });
      side.append(button);
      pair.append(side);
    }
    box.append(text, pair);
    this.form.prepend(box);
  }

  // 只列两份不同的项，用字段在页面上的名称
  differing(answers, other) {
    const names = Object.keys({ ...answers, ...other }).filter((name) => String(answers[name] ?? "") !== String(other[name] ?? ""));
    return names.map((name) => `${this.labelOf(name)}：${[].concat(answers[name] ?? "").join("、") || "（空）"}`).join("\n") || "（没有不同）";
  }

  labelOf(name) {
    const control = this.form.querySelector(`[name="${CSS.escape(name)}"]`);
    const label = control?.closest(".field")?.querySelector("legend, label");
    return label ? label.firstChild.textContent.trim() : name;
  }
}

const make = (name, className, text = "") => {
  const element = document.createElement(name);
  if (className) element.className = className;
  element.textContent = text;
  return element;
};

if (form) new Autosave(form);

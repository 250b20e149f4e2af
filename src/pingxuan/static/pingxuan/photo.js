// 照片上传前压缩：长边不超过 1600 像素，画布重绘后也去掉了拍摄位置等信息。浏览器不支持时原样上传，由服务器处理。

const LONGEST = 1600;
const QUALITY = 0.82;

const shrink = async (file) => {
  if (!file.type.startsWith("image/") || typeof createImageBitmap !== "function") return file;
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const ratio = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * ratio);
    canvas.height = Math.round(picture.height * ratio);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
    if (!blob || (ratio === 1 && blob.size >= file.size)) return file;
    return new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" });
  } catch {
    return file;
  }
};

const preview = async (input, files) => {
  const grid = input.closest(".photos");
  if (!grid) return;
  for (const old of grid.querySelectorAll("[data-chosen]")) old.remove();
  for (const file of files) {
    const box = document.createElement("div");
    box.className = "photo";
    box.dataset.chosen = "";
    const canvas = document.createElement("canvas");
    canvas.width = 220;
    canvas.height = 200;
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", file.name);
    const words = document.createElement("em");
    words.textContent = `${Math.ceil(file.size / 1024)} KB，待上传`;
    box.append(canvas, words);
    grid.insertBefore(box, input.closest(".photo-add"));
    drawInto(canvas, file);
  }
};

const drawInto = async (canvas, file) => {
  try {
    const picture = await createImageBitmap(file);
    const ratio = Math.max(canvas.width / picture.width, canvas.height / picture.height);
    const [wide, tall] = [picture.width * ratio, picture.height * ratio];
    canvas.getContext("2d").drawImage(picture, (canvas.width - wide) / 2, (canvas.height - tall) / 2, wide, tall);
  } catch { /* 预览画不出时仍可上传 */ }
};

document.addEventListener("change", async (event) => {
  const input = event.target.closest("input[type=file][data-compress]");
  if (!input || input.dataset.shrunk) return;
  const small = await Promise.all([...input.files].map(shrink));
  if (typeof DataTransfer === "function") {
    const bag = new DataTransfer();
    for (const file of small) bag.items.add(file);
    input.files = bag.files;
  }
  await preview(input, small);
  input.dispatchEvent(new CustomEvent("photo:ready", { bubbles: true }));
});

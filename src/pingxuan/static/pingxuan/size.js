// 在首次绘制前恢复大字版，避免页面先小后大；并标明脚本可用。
(function () {
  var root = document.documentElement;
  root.dataset.js = "";
  try {
    if (localStorage.getItem("pingxuan-size") === "large") root.dataset.size = "large";
  } catch (error) { /* 存储被禁用时按标准字号显示 */ }
})();

"use strict";
// Without this script every form still works; with it the page keeps up with the chat by itself.

const byId = (id) => document.getElementById(id);
const live = ["clock", "manners", "identity", "chats", "elsewhere", "talk", "board"];
const report = (words) => { byId("report").textContent = words; };

function atEnd(box) {
  return box.scrollHeight - box.scrollTop - box.clientHeight < 60;
}

function show(name, part) {
  const box = byId(name);
  const end = name === "talk" && atEnd(box);
  const open = [...box.querySelectorAll("details[open]")].map((one) => one.id);
  const focused = box.contains(document.activeElement) ? document.activeElement : null;
  const held = focused && focused.closest("details");
  const before = new Map([...box.querySelectorAll("details")].map((one) => [one.id, one.textContent]));
  box.innerHTML = part.html; // escaped by the server, the only place that makes markup
  box.dataset.version = part.version;
  open.forEach((id) => { if (byId(id)) { byId(id).open = true; } });
  if (held && byId(held.id)) { byId(held.id).querySelector("summary").focus(); }
  if (end) { box.scrollTop = box.scrollHeight; }
  if (name === "board") { tellChanges(box, before); }
}

function tellChanges(box, before) {
  const changed = [...box.querySelectorAll("details")].filter((one) => before.get(one.id) !== one.textContent);
  changed.forEach((one) => one.classList.add("fresh"));
  const words = changed.map((one) => {
    return one.querySelector(".number").textContent + " " + one.querySelector(".status").textContent;
  });
  if (words.length) { report("工单有变化：" + words.join("；")); }
}

async function look() {
  const asked = new URLSearchParams({ me: document.body.dataset.me, chat: document.body.dataset.chat });
  live.forEach((name) => asked.set(name, byId(name).dataset.version));
  try {
    const answer = await fetch("/news?" + asked);
    const news = await answer.json();
    Object.entries(news).forEach(([name, part]) => show(name, part));
    if (byId("report").dataset.lost) { report(""); delete byId("report").dataset.lost; }
  } catch (error) {
    byId("report").dataset.lost = "yes";
    report("沙盘没有应答，可能已经关闭。");
  }
}

async function follow() {
  await look();
  setTimeout(follow, 1000);
}

async function post(form, button) {
  const data = new FormData(form);
  if (button && button.name) { data.set(button.name, button.value); }
  const moves = form.getAttribute("action") === "/advance";
  if (moves) { report("正在拨时钟……"); }
  if (button) { button.disabled = true; }
  try {
    const answer = await fetch(form.getAttribute("action"), { method: "POST", body: data });
    if (!answer.ok) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      report(page.getElementById("mistake").textContent);
    } else if (form.getAttribute("action") === "/enter") {
      location.href = answer.url;
    } else {
      report(moves ? "时钟已经拨好。" : "");
      if (form.classList.contains("composer")) { sent(form); }
      await look();
      if (!moves) { byId("talk").scrollTop = byId("talk").scrollHeight; }
    }
  } catch (error) {
    report("没有发出去：沙盘没有应答。");
  }
  if (button) { button.disabled = false; }
}

function sent(form) {
  form.reset();
  byId("chosen").textContent = "";
  quote("", "");
  byId("text").focus();
}

function quote(id, words) {
  const form = document.querySelector("form.composer");
  form.elements.quote.value = id;
  const old = byId("quoted");
  if (old) { old.remove(); }
  if (!id) { return; }
  const line = document.createElement("p");
  line.id = "quoted";
  line.textContent = "引用 " + words + " ";
  const none = document.createElement("button");
  none.type = "button";
  none.textContent = "不引用";
  none.addEventListener("click", () => { quote("", ""); byId("text").focus(); });
  line.append(none);
  form.prepend(line);
  byId("text").focus();
}

document.addEventListener("submit", (event) => {
  if (event.target.method !== "post") { return; }
  event.preventDefault();
  post(event.target, event.submitter);
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("a.quote");
  if (!link || !document.querySelector("form.composer")) { return; }
  event.preventDefault();
  const item = link.closest("li");
  const bubble = item.querySelector(".bubble").textContent.slice(0, 40);
  quote(link.dataset.quote, item.querySelector(".who b").textContent + "：" + bubble);
});

document.addEventListener("keydown", (event) => {
  if (event.target.id !== "text" || event.key !== "Enter" || event.shiftKey || event.isComposing) { return; }
  event.preventDefault();
  event.target.form.requestSubmit(event.target.form.querySelector("button.main"));
});

document.addEventListener("change", (event) => {
  if (event.target.id !== "picture") { return; }
  byId("chosen").textContent = event.target.files.length ? event.target.files[0].name : "";
});

let waiting = 0;
byId("search").addEventListener("input", (event) => {
  clearTimeout(waiting);
  waiting = setTimeout(async () => {
    const asked = new URLSearchParams(new FormData(event.target.form));
    const answer = await fetch("/hits?" + asked);
    byId("hits").innerHTML = await answer.text();
  }, 200);
});

byId("talk").scrollTop = byId("talk").scrollHeight;
follow();

// The browser's camera and voice around POST /v1/recognize. What a picture shows is decided by the service; here only
// when it is said: a value that two pictures in a row agree on, once until the note has gone or changed.
"use strict";

const LONGEST_SIDE_PX = 960;
const PAUSE_MS = 150;
const AGREE = 2;
const GONE_AFTER_MS = 1200;
const ADVICE_EVERY_MS = 4000;

const element = (id) => document.getElementById(id);
const canvas = document.createElement("canvas");
let running = false;
let lastSaid = "";
let shown = null; // value that was said and is still in view
let shownAt = 0;
let candidate = null;
let agreeing = 0;
let adviceAt = 0;

function say(text, { urgent }) {
  lastSaid = text;
  element("value").textContent = text;
  element("repeat").disabled = false;
  if (!("speechSynthesis" in window)) return;
  if (urgent) speechSynthesis.cancel();
  else if (speechSynthesis.speaking) return;
  const utterance = new SpeechSynthesisUtterance(text);
  utterance.lang = "en";
  speechSynthesis.speak(utterance);
}

function headers() {
  const key = element("key").value.trim();
  return key ? { Authorization: `Bearer ${key}` } : {};
}

function take() {
  const video = element("camera");
  const scale = Math.min(1, LONGEST_SIDE_PX / Math.max(video.videoWidth, video.videoHeight));
  canvas.width = Math.round(video.videoWidth * scale);
  canvas.height = Math.round(video.videoHeight * scale);
  canvas.getContext("2d").drawImage(video, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.9));
}

async function ask(picture) {
  const query = new URLSearchParams({ language: "en" });
  if (element("currency").value) query.set("currency", element("currency").value);
  if (element("keep").checked) query.set("keep", "true");
  const response = await fetch(`v1/recognize?${query}`, {
    method: "POST",
    headers: { "Content-Type": "image/jpeg", ...headers() },
    body: picture,
  });
  const answer = await response.json();
  if (response.status === 401) element("key-row").hidden = false;
  if (response.status === 503) {
    await pause(1000 * Number(response.headers.get("Retry-After") || 1));
    return null;
  }
  if (!response.ok) throw new Error(answer.error);
  return answer;
}

function consider(answer, now) {
  const value = answer.recognized ? `${answer.currency}/${answer.value}` : null;
  agreeing = value !== null && value === candidate ? agreeing + 1 : 1;
  candidate = value;
  if (value !== null && value === shown) shownAt = now;
  if (shown !== null && now - shownAt > GONE_AFTER_MS) shown = null;
  if (value !== null && value !== shown && agreeing >= AGREE) {
    shown = value;
    shownAt = now;
    say(answer.text, { urgent: true });
  } else if (value === null && shown === null && answer.advice && now - adviceAt > ADVICE_EVERY_MS) {
    adviceAt = now;
    say(answer.advice, { urgent: false });
  }
}

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

async function loop() {
  while (running) {
    try {
      const picture = await take();
      const answer = picture && (await ask(picture));
      if (answer && running) consider(answer, performance.now());
    } catch (error) {
      stop();
      say(error.message || "The service does not answer.", { urgent: true });
    }
    await pause(PAUSE_MS);
  }
}

async function start() {
  try {
    const stream = await navigator.mediaDevices.getUserMedia({
      video: { facingMode: "environment", width: { ideal: 1280 } },
      audio: false,
    });
    element("camera").srcObject = stream;
    await element("camera").play();
  } catch (error) {
    say(`The camera cannot be used: ${error.message}`, { urgent: true });
    return;
  }
  running = true;
  shown = candidate = null;
  element("start").textContent = "Stop";
  say("Ready. Hold a note in front of the camera.", { urgent: true });
  loop();
}

function stop() {
  running = false;
  const stream = element("camera").srcObject;
  if (stream) for (const track of stream.getTracks()) track.stop();
  element("camera").srcObject = null;
  element("start").textContent = "Start";
}

async function describe() {
  const response = await fetch("v1/info", { headers: headers() });
  if (response.status === 401) {
    element("key-row").hidden = false;
    return;
  }
  const info = await response.json();
  const choice = element("currency");
  while (choice.options.length > 1) choice.remove(1);
  for (const code of info.currencies) choice.add(new Option(code, code));
  if (info.consent) {
    element("consent").textContent = info.consent;
    element("consent-row").hidden = false;
  }
}

element("start").addEventListener("click", () => (running ? stop() : start()));
element("repeat").addEventListener("click", () => say(lastSaid, { urgent: true }));
element("key").addEventListener("change", describe);
describe();

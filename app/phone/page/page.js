// The page that makes this phone the camera. It keeps nothing but its session, for as long as this tab lives.
'use strict';

const PERIOD_MS = 66; // between two pictures, at least
const RETRY_MS = 1000;
const ANSWER_MS = 8000; // after which an answer is missed
const LONGEST_PX = 1280;
const QUALITY = 0.85;
const SESSION = 'noteworthy-session';

const part = (id) => document.getElementById(id);
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

let words = {};
let token = sessionStorage.getItem(SESSION) || '';
let isOn = false; // the person wants this phone to be the camera
let isSaying = false;
let isSending = false;
let standing = '';
let stream = null;
let wake = null;
let lastSent = 0;

function word(key) { return words[key] || key; }

function tell(key) {
  // The same again would not be read out.
  if (part('state').dataset.key !== key) {
    part('state').dataset.key = key;
    part('state').textContent = word(key);
  }
}

function choose(all, theirs) {
  for (const tag of [...(navigator.languages || []), theirs, 'en']) {
    const language = tag.toLowerCase().split('-')[0];
    if (all[language]) { return language; }
  }
  return 'en';
}

async function ask(path, body, kind, keep = false) {
  const headers = { 'Content-Type': kind };
  if (token) { headers.Authorization = `Bearer ${token}`; }
  if (isSaying) { headers['X-Say'] = '1'; }
  const gone = new AbortController();
  const limit = setTimeout(() => gone.abort(), ANSWER_MS);
  try {
    const options = { method: 'POST', headers, body, cache: 'no-store', keepalive: keep, signal: gone.signal };
    const answer = await fetch(path, options);
    const told = await answer.json().catch(() => ({}));
    return { status: answer.status, ...told };
  } finally {
    clearTimeout(limit);
  }
}

function note(what) {
  if (token) { ask('/note', JSON.stringify({ note: what }), 'application/json', true).catch(() => {}); }
}

function show() {
  part('ask').hidden = Boolean(token);
  part('camera').hidden = part('say').hidden = !token;
  part('camera').textContent = word(isOn ? 'stop' : 'start');
  part('say').textContent = word('say');
  part('say').setAttribute('aria-pressed', String(isSaying));
}

function forget(why) {
  token = '';
  sessionStorage.removeItem(SESSION);
  closeCamera();
  isOn = false;
  tell(why);
  show();
  part('code').focus();
}

async function join(key) {
  tell('connecting');
  for (;;) {
    try {
      const told = await ask('/join', JSON.stringify({ key }), 'application/json');
      if (told.status !== 200) { return forget(told.error || 'wrong'); }
      token = told.token;
      sessionStorage.setItem(SESSION, token);
      show();
      return start();
    } catch (error) {
      tell('lost');
      await sleep(RETRY_MS);
    }
  }
}

// The camera

async function openCamera() {
  if (stream && stream.getVideoTracks().some((track) => track.readyState === 'live')) { return true; }
  closeCamera();
  if (!navigator.mediaDevices || !navigator.mediaDevices.getUserMedia) {
    tell('no_camera');
    note('no_camera');
    return false;
  }
  const video = { facingMode: { ideal: 'environment' }, width: { ideal: 1280 }, height: { ideal: 720 } };
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video, audio: false });
  } catch (error) {
    const why = error.name === 'NotAllowedError' || error.name === 'SecurityError' ? 'refused' : 'no_camera';
    tell(why);
    note(why);
    return false;
  }
  part('picture').srcObject = stream;
  part('picture').hidden = false;
  await part('picture').play().catch(() => {});
  return true;
}

function closeCamera() {
  if (stream) { stream.getTracks().forEach((track) => track.stop()); }
  stream = null;
  part('picture').srcObject = null;
  part('picture').hidden = true;
  if (wake) { wake.release().catch(() => {}); }
  wake = null;
}

async function stayAwake() {
  if (!wake && navigator.wakeLock) {
    wake = await navigator.wakeLock.request('screen').catch(() => null);
    if (wake) { wake.addEventListener('release', () => { wake = null; }); }
  }
}

async function start() {
  isOn = true;
  show();
  if (!await openCamera()) {
    isOn = false;
    show();
    return;
  }
  await stayAwake();
  if (!isSending) { send(); }
}

function stop() {
  isOn = false;
  closeCamera();
  note('stopped');
  tell('stopped');
  show();
}

const canvas = document.createElement('canvas');

function drawn() {
  const picture = part('picture');
  const scale = Math.min(1, LONGEST_PX / Math.max(picture.videoWidth, picture.videoHeight, 1));
  canvas.width = Math.round(picture.videoWidth * scale);
  canvas.height = Math.round(picture.videoHeight * scale);
  if (!canvas.width || !canvas.height) { return Promise.resolve(null); }
  canvas.getContext('2d', { alpha: false }).drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => { canvas.toBlob(done, 'image/jpeg', QUALITY); });
}

// One picture is on its way at a time, and always the newest: the next is drawn when the answer to the last has come.
async function send() {
  isSending = true;
  while (isOn && token) {
    if (document.hidden) { await sleep(RETRY_MS / 4); continue; }
    const wait = lastSent + PERIOD_MS - performance.now();
    if (wait > 0) { await sleep(wait); }
    const track = stream && stream.getVideoTracks()[0];
    if (!track || track.readyState !== 'live') {
      if (!await openCamera()) { await sleep(2 * RETRY_MS); continue; }
    }
    const picture = await drawn();
    if (!picture) { await sleep(RETRY_MS / 10); continue; }
    lastSent = performance.now();
    try {
      heed(await ask('/picture', picture, 'image/jpeg'));
      if (standing === 'waiting') { await sleep(RETRY_MS); }
    } catch (error) {
      tell('lost');
      await sleep(RETRY_MS);
    }
  }
  isSending = false;
}

function heed(told) {
  if (told.status === 401) { return forget(standing ? 'ended' : 'ask_code'); }
  if (told.status !== 200) { return undefined; }
  standing = told.standing;
  tell(standing === 'waiting' ? 'waiting' : told.other ? 'other' : 'camera');
  (told.say || []).forEach(say);
  return undefined;
}

// What is said here

function say(saying) {
  part('value').textContent = saying.text;
  part('value').lang = saying.language;
  if (!window.speechSynthesis) { return; }
  const utterance = new SpeechSynthesisUtterance(saying.text);
  utterance.lang = saying.language;
  speechSynthesis.cancel();
  speechSynthesis.speak(utterance);
}

function turnSaying() {
  isSaying = !isSaying;
  show();
  part('value').textContent = '';
  // Some browsers speak only once a press has made them speak.
  if (isSaying) { say({ text: word('saying'), language: document.documentElement.lang }); }
  else if (window.speechSynthesis) { speechSynthesis.cancel(); }
}

// What happens to the page

document.addEventListener('visibilitychange', async () => {
  if (!isOn) { return; }
  note(document.hidden ? 'locked' : 'shown');
  if (document.hidden) {
    tell('locked');
  } else {
    await stayAwake();
    if (!isSending) { send(); }
  }
});
window.addEventListener('pagehide', (event) => { if (!event.persisted) { note('left'); } });
part('camera').addEventListener('click', () => { if (isOn) { stop(); } else { start(); } });
part('say').addEventListener('click', turnSaying);
part('ask').addEventListener('submit', (event) => {
  event.preventDefault();
  const code = part('code').value;
  part('code').value = '';
  if (code.trim()) { join(code); }
});

async function begin() {
  for (;;) {
    try {
      const told = await (await fetch('/words', { cache: 'no-store' })).json();
      const language = choose(told.words, told.language);
      words = told.words[language];
      document.documentElement.lang = language;
      document.documentElement.dir = language === 'ar' ? 'rtl' : 'ltr';
      break;
    } catch (error) {
      await sleep(RETRY_MS);
    }
  }
  document.title = part('title').textContent = word('title');
  part('code_label').textContent = word('code');
  part('connect').textContent = word('connect');
  const key = location.hash.slice(1);
  history.replaceState(null, '', '/'); // a used key is of no use, and is not to be kept
  if (key) {
    token = '';
    join(key);
  } else if (token) {
    show();
    start();
  } else {
    forget('ask_code');
  }
}

begin();

/** Everything by which markup reaches another site, untagged, as existing pages have it. */
export function untagged(origin: string, name: string): { head: string; body: string } {
  const at = (file: string) => `${origin}/${name}-${file}`;
  return {
    head: `
      <link rel="preload" as="script" href="${at('preload.js')}">
      <link rel="modulepreload" href="${at('modulepreload.js')}">
      <link rel="prefetch" href="${at('prefetch.js')}">
      <link rel="stylesheet" href="${at('style.css')}">
      <script src="${at('script.js')}"></script>
      <script async src="${at('async.js')}"></script>
      <script defer src="${at('defer.js')}"></script>
      <script type="module" src="${at('module.js')}"></script>
      <style nonce="page">.${name} { background: url(${at('background.png')}); height: 5px }</style>`,
    body: `
      <img alt="" src="${at('image.png')}">
      <img alt="" srcset="${at('srcset.png')} 1x, ${at('srcset2.png')} 2x">
      <picture><source srcset="${at('source.png')}"><img alt="" src="/own.png"></picture>
      <iframe title="${name}" src="${at('frame.html')}" width="320" height="180"></iframe>
      <object title="${name}" data="${at('object.html')}" type="text/html"></object>
      <embed src="${at('embed.html')}" type="text/html">
      <video src="${at('video.mp4')}" poster="${at('poster.png')}"></video>
      <audio src="${at('audio.mp3')}"></audio>
      <svg><image href="${at('svg.png')}" width="1" height="1"></image></svg>
      <div class="${name}"></div>
      <script src="${at('late.js')}"></script>`,
  };
}

/** Everything by which a script reaches another site, as one script. Each line fails by itself or not at all. */
export function scripted(origin: string, name: string): string {
  const at = (file: string) => JSON.stringify(`${origin}/${name}-${file}`);
  const lines = [
    `fetch(${at('fetch.json')}).catch(() => {})`,
    `fetch(new Request(${at('request.json')})).catch(() => {})`,
    `{ const x = new XMLHttpRequest(); x.open('GET', ${at('xhr.json')}); x.send() }`,
    `navigator.sendBeacon(${at('beacon')}, 'x')`,
    `new Image().src = ${at('pixel.png')}`,
    `new EventSource(${at('events')})`,
    `new WebSocket(${at('socket')}.replace('http', 'ws'))`,
    `new Worker(URL.createObjectURL(new Blob(['importScripts(' + JSON.stringify(${at('worker.js')}) + ')'])))`,
    `new Worker(${at('worker2.js')})`,
    `{ const s = document.createElement('script'); s.src = ${at('inserted.js')}; document.head.append(s) }`,
    `{ const s = document.createElement('script'); s.setAttribute('src', ${at('attribute.js')}); document.head.append(s) }`,
    `{ const f = document.createElement('iframe'); f.src = ${at('iframe.html')}; document.body.append(f) }`,
    `{ const l = document.createElement('link'); l.rel = 'stylesheet'; l.href = ${at('link.css')}; document.head.append(l) }`,
    `{ const l = document.createElement('link'); l.rel = 'preload'; l.as = 'image'; l.href = ${at('link.png')}; document.head.append(l) }`,
    `{ const d = document.createElement('div'); document.body.append(d); d.innerHTML = '<img alt="" src="' + ${at('inner.png')} + '"><iframe src="' + ${at('inner.html')} + '"></iframe>' }`,
    `document.body.insertAdjacentHTML('beforeend', '<iframe src="' + ${at('adjacent.html')} + '"></iframe>')`,
    `document.body.style.backgroundImage = 'url(' + ${at('style.png')} + ')'`,
    `new Audio(${at('sound.mp3')})`,
    `import(${at('import.js')}).catch(() => {})`,
    `{ const f = document.createElement('iframe'); document.body.append(f); f.contentWindow.fetch(${at('borrowed.json')}).catch(() => {}) }`,
  ];
  return lines.map((line) => `try { ${line} } catch {}`).join('\n');
}

/** Declared markup, and the other kinds of tagged markup that existing sites have. */
export function tagged(origin: string, name: string, purpose: string): string {
  const at = (file: string) => `${origin}/${name}-${file}`;
  return `
    <template data-purpose="${purpose}"><iframe title="film" src="${at('template.html')}" width="320" height="180"></iframe></template>
    <template data-purpose="${purpose}"><script src="${at('template.js')}"></script></template>
    <script type="text/plain" data-purpose="${purpose}" src="${at('plain.js')}"></script>
    <script type="text/plain" data-purpose="${purpose}">(self.ran ??= []).push('${name}-inline')</script>
    <img alt="" data-purpose="${purpose}" data-src="${at('data-src.png')}">
    <iframe title="data-src" data-purpose="${purpose}" data-src="${at('data-src.html')}" width="320" height="180"></iframe>`;
}

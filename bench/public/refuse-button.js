// Runs in the page, before anything of it: notes when the refuse button can be seen and pressed.
globalThis.watchForRefuse = (says) => {
  const find = (root) => [
    ...[...root.querySelectorAll('button, a, [role=button], input[type=button]')].filter(
      (one) => (one.textContent ?? '').trim().replace(/^[^\p{L}]+/u, '') === says,
    ),
    ...[...root.querySelectorAll('*')].flatMap(({ shadowRoot }) => (shadowRoot ? find(shadowRoot) : [])),
  ];
  const seen = (button) => {
    const { left, top, width, height } = button.getBoundingClientRect();
    const [x, y] = [left + width / 2, top + height / 2];
    if (width < 10 || height < 10 || x < 0 || y < 0 || x > innerWidth || y > innerHeight) return false;
    // Half faded in is not there yet; nor is what something else lies on.
    for (let at = button; at; at = at.assignedSlot ?? at.parentElement ?? at.getRootNode().host) {
      const { opacity, visibility } = getComputedStyle(at);
      if (Number(opacity) < 0.9 || visibility !== 'visible') return false;
    }
    let hit = document.elementFromPoint(x, y);
    for (let inner = hit?.shadowRoot?.elementFromPoint(x, y); inner && inner !== hit; ) {
      hit = inner;
      inner = hit.shadowRoot?.elementFromPoint(x, y);
    }
    return !!hit && (button.contains(hit) || hit.contains(button));
  };
  let found = [];
  const look = () => {
    if (!found.some(({ isConnected }) => isConnected)) found = document.body ? find(document) : [];
    const button = found.find(seen);
    if (!button) return requestAnimationFrame(look);
    const { left, top, width, height } = button.getBoundingClientRect();
    // It is on the screen once the frame that these callbacks prepare has been drawn.
    requestAnimationFrame((at) => {
      globalThis.refuseSeen = { at, x: left + width / 2, y: top + height / 2 };
    });
  };
  requestAnimationFrame(look);
};

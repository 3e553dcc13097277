// Does the little work that keeps robots from flooding a form (src/forms/form-challenge.ts), while the person reads.
// Without this script the form asks for one more press instead. It talks to nobody.
(async () => {
  const form = document.querySelector('form[data-challenge]');
  if (!form || !globalThis.crypto?.subtle) return;
  const { challenge, bits } = form.dataset;
  const text = new TextEncoder();
  for (let work = 0; ; work++) {
    const hash = await crypto.subtle.digest('SHA-256', text.encode(`${challenge}.${work}`));
    if (new DataView(hash).getUint32(0) >>> (32 - Number(bits)) === 0) {
      form.elements.work.value = String(work);
      return;
    }
  }
})();

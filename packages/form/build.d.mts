/** Builds `dist/heed-form.js` and returns its bytes after brotli. */
export function buildForm(): Promise<number>;

/** Turns words of a sentence into a link, or sets them off, so that a translation may put them where it likes. */
export type Mark<T> = (words: string) => T;

export interface BuiltFile {
  readonly name: string;
  readonly bytes: number;
  /** Bytes after brotli. */
  readonly brotli: number;
  readonly integrity: string;
}
/** Builds `dist/`. Throws when a file is over its limit. */
export function buildBanner(): Promise<{ readonly files: readonly BuiltFile[]; readonly together: number }>;

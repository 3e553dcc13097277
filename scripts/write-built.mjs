// Puts what esbuild made in place file by file, each whole at once: who reads a file meanwhile gets the old or the new.
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** @param {readonly { path: string, contents: Uint8Array }[]} files `outputFiles` of a build with `write: false` */
export function writeBuilt(files) {
  for (const { path, contents } of files) {
    mkdirSync(dirname(path), { recursive: true });
    const draft = `${path}.${process.pid}.tmp`;
    writeFileSync(draft, contents);
    renameSync(draft, path);
  }
}

// Lets this process load a file with other contents than it has: a module by a hook, any other by whoever reads it.

import fs from 'node:fs';
import { registerHooks, syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

export function loadMutated(root: string, file: string, source: string): void {
  const path = join(root, file);
  const { href } = pathToFileURL(path);
  registerHooks({
    load: (url, context, nextLoad) =>
      url === href
        ? { format: 'module-typescript', source, shortCircuit: true }
        : nextLoad(url, context),
  });
  const read = fs.readFileSync;
  const readMutated = (asked: fs.PathOrFileDescriptor, options?: unknown) =>
    asked === path ? source : read(asked, options as BufferEncoding);
  fs.readFileSync = readMutated as typeof fs.readFileSync;
  syncBuiltinESMExports();
}

#!/usr/bin/env node
// The bin. The command line is TypeScript that Node 24 runs as it is: an older Node hands over to the one in node_modules.

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';

const OLDEST_NODE = 24;
const folder = import.meta.dirname ?? new URL('.', import.meta.url).pathname;
const ownNode = join(folder, '..', 'node_modules', 'node', 'bin', 'node');
const isNewEnough = Number(process.versions.node.split('.')[0]) >= OLDEST_NODE;

if (isNewEnough) {
  const { main } = await import('./tidegate.ts');
  process.exitCode = await main(process.argv.slice(2));
} else if (existsSync(ownNode)) {
  handOver(ownNode);
} else {
  process.stderr.write(
    `expected Node ${OLDEST_NODE} or newer, or the one that npm ci installs, got ${process.version}; run npm ci\n`,
  );
  process.exitCode = 1;
}

/** Runs the same command on another Node: its exit is our exit, and the signals that we get are its own. */
function handOver(node) {
  const child = spawn(node, [join(folder, 'tidegate.ts'), ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => child.kill(signal));
  }
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + constants.signals[signal];
  });
}

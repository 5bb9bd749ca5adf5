#!/usr/bin/env node
// The bin. As it is published, the command line is a bundle that the Node at hand runs. In this repository it is
// TypeScript that Node 24 runs as it is: an older Node hands over to the one in node_modules.

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import module from 'node:module';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const NODE_OF_SOURCES = 24;
const NODE_OF_BUNDLE = 20;
const folder = fileURLToPath(new URL('.', import.meta.url));
const source = join(folder, 'tidegate.ts');
const bundle = join(folder, '..', 'dist', 'cli', 'tidegate.js');
const ownNode = join(folder, '..', 'node_modules', 'node', 'bin', 'node');
const version = Number(process.versions.node.split('.')[0]);
const isPublished = !existsSync(source);

// What has been compiled once is not compiled again: half of the time of a short command.
const compiled = process.env.NODE_COMPILE_CACHE ?? join(tmpdir(), 'node-compile-cache');
module.enableCompileCache?.(compiled);

if (version >= (isPublished ? NODE_OF_BUNDLE : NODE_OF_SOURCES)) {
  const { main } = await import(pathToFileURL(isPublished ? bundle : source).href);
  process.exitCode = await main(process.argv.slice(2));
} else if (!isPublished && existsSync(ownNode)) {
  handOver(ownNode);
} else {
  const expected = isPublished
    ? `Node ${NODE_OF_BUNDLE} or newer`
    : `Node ${NODE_OF_SOURCES} or newer, or the one that npm ci installs`;
  const way = isPublished ? 'install a newer Node' : 'run npm ci';
  process.stderr.write(`expected ${expected}, got ${process.version}; ${way}\n`);
  process.exitCode = 1;
}

/** Runs the same command on another Node: its exit is our exit, and the signals that we get are its own. */
function handOver(node) {
  const child = spawn(node, [source, ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...process.env, NODE_COMPILE_CACHE: compiled },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => child.kill(signal));
  }
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + constants.signals[signal];
  });
}

// A real browser for the tests of pages; those are skipped, saying so, where none is installed.

import { accessSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

function isInstalled(path: string): boolean {
  try {
    accessSync(path);
    return true;
  } catch {
    return false;
  }
}

const missing = `skipped: no browser at ${executablePath}; install Chromium, or name one in CHROMIUM`;
const installed = isInstalled(executablePath);

export function describeInChromium(what: string, run: () => void): void {
  if (installed) describe(`${what} in Chromium`, run);
  else describe.skip(`${what} in Chromium (${missing})`, run);
}

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath, args: FLAGS });
}

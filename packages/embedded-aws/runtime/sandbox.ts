// What a bundle finds where it runs: the globals and the modules of Node that lead out of it.

import console from 'node:console';
import { EventEmitter } from 'node:events';
import fs from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import nodeModule from 'node:module';
import process from 'node:process';
import nodeTimers from 'node:timers';
import type { VirtualClock } from '../clock.ts';
import type { SdkRequestHandler } from '../transport/request-handler.ts';
import { httpsThrough } from './https.ts';
import { timersOn } from './timers.ts';

export interface SandboxOptions {
  readonly clock: VirtualClock;
  /** The time that the function believes it is, and its chance. */
  readonly believes: { now(): Date; random(): number };
  readonly requestHandler: SdkRequestHandler;
  readonly environment: Readonly<Record<string, string>>;
  /** Told what the function writes on its standard output and error. */
  write(text: string): void;
}

export interface Sandbox {
  readonly globals: Readonly<Record<string, unknown>>;
  /** In place of Node's own modules, by their names without `node:`. */
  readonly modules: Readonly<Record<string, object>>;
}

export function sandboxOf(options: SandboxOptions): Sandbox {
  const { clock, believes, requestHandler, environment, write } = options;
  const timers = timersOn(clock);
  const output = outputTo(write);
  const ownProcess = overlaid(process, {
    env: { ...environment },
    stdout: output,
    stderr: output,
  });
  const ownConsole = new console.Console(output as never, output as never);
  const wire = httpsThrough(requestHandler);
  const sleep = (millis = 0, value?: unknown) =>
    new Promise((resolve) => timers.setTimeout(resolve, millis, value));
  const modules: Record<string, object> = {
    process: ownProcess,
    timers: { ...nodeTimers, ...timers },
    'timers/promises': { ...nodeTimers.promises, setTimeout: sleep },
    console: overlaid(console, { Console: console.Console, log: ownConsole.log }),
    https: { ...https, ...wire },
    http: { ...http, ...wire },
    // Nothing on this machine's disk is there where a function runs.
    'fs/promises': { ...fs.promises, readFile: absent },
    fs: { ...fs, promises: { ...fs.promises, readFile: absent }, readFileSync: absentAtOnce },
  };
  modules.module = { ...nodeModule, createRequire: () => requireFrom(modules) };
  return {
    globals: {
      ...timers,
      process: ownProcess,
      console: ownConsole,
      Date: dateOf(believes),
      Math: overlaid(Math, { random: () => believes.random() }),
      fetch: undefined,
    },
    modules,
  };
}

/** What a console asks of where it writes: that it takes texts, and that somebody can hear how that fails. */
function outputTo(write: (text: string) => void) {
  return Object.assign(new EventEmitter(), {
    write(text: unknown) {
      write(String(text));
      return true;
    },
  });
}

/** The object, with some of what it holds replaced. */
function overlaid<T extends object>(object: T, own: Readonly<Record<string, unknown>>): T {
  return new Proxy(object, {
    get: (target, key) =>
      Object.hasOwn(own, key) ? own[key as string] : Reflect.get(target, key, target),
  });
}

/** `new Date()` and `Date.now()` tell the function's time; every date is still one of Node's. */
function dateOf(believes: SandboxOptions['believes']): DateConstructor {
  const now = () => believes.now().getTime();
  return new Proxy(Date, {
    construct: (target, given) =>
      Reflect.construct(target, given.length === 0 ? [now()] : given) as object,
    apply: () => believes.now().toString(),
    get: (target, key) => (key === 'now' ? now : Reflect.get(target, key, target)),
  });
}

async function absent(path: unknown): Promise<never> {
  return absentAtOnce(path);
}

function absentAtOnce(path: unknown): never {
  const text = `ENOENT: no such file or directory, open '${String(path)}'`;
  throw Object.assign(new Error(text), { code: 'ENOENT' });
}

function requireFrom(modules: Readonly<Record<string, object>>) {
  return (name: string): object => {
    const plain = name.replace(/^node:/, '');
    const found = modules[plain] ?? process.getBuiltinModule(plain);
    if (found) return found;
    throw Object.assign(new Error(`Cannot find module '${name}'`), { code: 'MODULE_NOT_FOUND' });
  };
}

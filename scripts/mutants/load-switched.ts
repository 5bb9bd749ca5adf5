// Lets this process load the files that hold safeguards with all their mutants in them, each behind a switch: modules
// by a hook, machines by whoever reads them.

import fs from 'node:fs';
import { registerHooks, syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root, textOf } from './all-mutants.ts';
import { type Mutant, mutated } from './mutant.ts';
import { type Numbered, withSwitches } from './schemata.ts';
import { makeSwitch, type Switch } from './switch.ts';

/**
 * Where the engine decides what becomes of a state that has failed: which Catch and which Retry matter is
 * known there.
 */
const ENGINE = 'packages/embedded-aws/engine/leave-state.ts';
const ON_FAILURE = '  if (handlesErrors(visit.state)) {\n';
const TELLS = '  mutantSwitch.failed(visit.state.name, told.error);\n';

interface Loaded extends Switch {
  /** How many modules have been loaded by now. */
  readonly loaded: () => number;
}

/** Alone: the number of a mutant that no switch turns on, as a file reads it while it is loaded. */
export function loadSwitched(mutants: readonly Mutant[], alone?: number): Loaded {
  const numbered = mutants.map((mutant, number) => ({ mutant, number }));
  const byFile = Map.groupBy(numbered, ({ mutant }) => mutant.file);
  const sources = new Map(
    [...byFile]
      .filter(([file]) => file.endsWith('.ts'))
      .map(([file, all]) => [urlOf(file), switchedText(file, all, alone)]),
  );
  sources.set(urlOf(ENGINE), telling(textOf(ENGINE)));
  let loaded = 0;
  registerHooks({
    load: (url, context, nextLoad) => {
      loaded += 1;
      const source = sources.get(url);
      return source === undefined
        ? nextLoad(url, context)
        : { format: 'module-typescript', source, shortCircuit: true };
    },
  });
  const { turn, taken } = makeSwitch(reachedByFailure(numbered));
  const machines = readMachines();
  return {
    taken,
    loaded: () => loaded,
    turn: (number) => {
      const mutant = number === undefined ? undefined : mutants[number];
      machines.read(mutant?.kind === 'machine' ? mutant : undefined);
      turn(number);
    },
  };
}

function urlOf(file: string): string {
  return pathToFileURL(join(root, file)).href;
}

function switchedText(file: string, all: readonly Numbered[], alone?: number): string {
  const only = all.find(({ number }) => number === alone);
  return only ? mutated(textOf(file), only.mutant) : withSwitches(textOf(file), all);
}

function telling(text: string): string {
  if (!text.includes(ON_FAILURE))
    throw new Error(
      `expected ${ENGINE} to have ${ON_FAILURE.trim()}, got none: look where a state fails now`,
    );
  return text.replace(ON_FAILURE, `${TELLS}${ON_FAILURE}`);
}

/** Which mutants of machines matter where a state has failed with an error. */
function reachedByFailure(numbered: readonly Numbered[]) {
  const byState = Map.groupBy(
    numbered.flatMap(({ mutant, number }) =>
      'state' in mutant ? [{ state: String(mutant.state), id: mutant.id, number }] : [],
    ),
    ({ state }) => state,
  );
  return (state: string, error: string) =>
    (byState.get(state) ?? [])
      .filter(({ id }) => !/without (Timeout|Heartbeat)Seconds$/.test(id) || /Timeout$/.test(error))
      .map(({ number }) => number);
}

/** The stack is kept by the text of serverless.yml: with another text of that, the machines are read anew. */
function readMachines() {
  const serverless = join(root, 'serverless.yml');
  const original = fs.readFileSync;
  let now: Mutant | undefined;
  const read = (asked: fs.PathOrFileDescriptor, options?: unknown) => {
    const text = original(asked, options as BufferEncoding);
    if (now === undefined || typeof text !== 'string') return text;
    if (asked === serverless) return `${text}\n# ${now.id}\n`;
    return asked === join(root, now.file) ? mutated(text, now) : text;
  };
  return {
    read: (mutant: Mutant | undefined) => {
      now = mutant;
      fs.readFileSync = (mutant ? read : original) as typeof fs.readFileSync;
      syncBuiltinESMExports();
    },
  };
}

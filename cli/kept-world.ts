// A world that is kept in a folder: how it began, what was asked of it since, and how far it has come.

import { createHash } from 'node:crypto';
import {
  appendFileSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import type { HttpRequest } from '@tidegate/embedded-aws/transport/http';
import type { TimedRequest } from '@tidegate/embedded-aws/wire/replay';
import * as z from 'zod';
import { Failure } from '../core/failure.ts';
import { readText } from './files.ts';
import { lockFolder, makeFolder, reasonOf } from './kept-folder.ts';

/** What a run is a function of, beside what is asked of it. */
export interface Beginning {
  readonly seed: number;
  readonly pipelineFile: string;
  readonly scenarioFile: string;
}

export interface KeptWorld extends Beginning {
  readonly folder: string;
  /** Of a world that goes on: how far it had come, in its own time, and what had been asked of it. */
  readonly before:
    | { readonly reachedAt: number; readonly requests: readonly TimedRequest[] }
    | undefined;
  note(at: number, request: HttpRequest): void;
  reached(millis: number): void;
  /** Told when the disk no longer takes what is written: the run then ends. */
  readonly onBroken: (error: unknown) => void;
  readonly isStopped: () => boolean;
  refuseIfBroken(): void;
  close(): void;
}

const WORLD = 'world.json';
const REQUESTS = 'requests.jsonl';
const REACHED = 'reached';

const File = z.strictObject({ path: z.string(), sha256: z.string() });
const Kept = z.strictObject({
  format: z.literal(1),
  seed: z.number(),
  pipeline: File,
  scenario: File,
});
const Line = z.strictObject({
  at: z.number(),
  method: z.string(),
  host: z.string(),
  path: z.string(),
  query: z.record(z.string(), z.string()),
  headers: z.record(z.string(), z.string()),
  body: z.base64(),
});

/**
 * Takes the folder for this run; one that holds a world goes on from it.
 *
 * Throws `Refused` where it cannot be made or written, where it holds something else or another world than the one that
 * is asked for, and where another run has it.
 */
export function keepWorld(given: string, begun: Beginning, isAsked: Asked): KeptWorld {
  const folder = makeFolder(given);
  const entries = readdirSync(folder);
  const holdsOurs = entries.includes(WORLD);
  if (entries.length > 0 && !holdsOurs) throw foreign(given, entries.length);
  const unlock = lockFolder(folder, given);
  try {
    const kept = holdsOurs ? readKept(folder, given) : newlyKept(folder, begun);
    const beginning = beginningOf(kept, given);
    if (holdsOurs) refuseAnother(beginning, begun, isAsked, given);
    // The table is played again with all the rest.
    for (const each of entries.filter((name) => name.startsWith('dynamodb-')))
      rmSync(join(folder, each), { recursive: true });
    return {
      ...beginning,
      folder,
      before: holdsOurs ? beforeOf(folder) : undefined,
      ...writing(folder, given),
      close: unlock,
    };
  } catch (error) {
    unlock();
    throw error;
  }
}

/** What a person has named on the command line, and not left to its default. */
export interface Asked {
  readonly seed: boolean;
  readonly pipeline: boolean;
  readonly scenario: boolean;
}

type Writing = Pick<KeptWorld, 'note' | 'reached' | 'onBroken' | 'isStopped' | 'refuseIfBroken'>;

function writing(folder: string, given: string): Writing {
  let broken: unknown;
  const onBroken = (error: unknown) => {
    broken ??= error;
  };
  const write = (act: () => void) => {
    if (broken !== undefined) return;
    try {
      act();
    } catch (error) {
      onBroken(error);
    }
  };
  return {
    onBroken,
    isStopped: () => broken !== undefined,
    refuseIfBroken() {
      if (broken === undefined) return;
      const why = `${given} no longer takes what is written: ${reasonOf(broken)}`;
      throw refused(
        `${why}; make room there and start again with the same --keep to go on`,
        broken,
      );
    },
    note: (at, { headers, body, ...request }) =>
      write(() => {
        const { 'x-amz-security-token': _, ...kept } = headers;
        const line = { at, ...request, headers: kept, body: Buffer.from(body).toString('base64') };
        appendFileSync(join(folder, REQUESTS), `${JSON.stringify(line)}\n`, { mode: 0o600 });
      }),
    reached: (millis) =>
      write(() => {
        writeFileSync(join(folder, `${REACHED}.new`), String(millis));
        renameSync(join(folder, `${REACHED}.new`), join(folder, REACHED));
      }),
  };
}

function newlyKept(folder: string, { seed, pipelineFile, scenarioFile }: Beginning) {
  const kept = {
    format: 1 as const,
    seed,
    pipeline: fileAt(pipelineFile),
    scenario: fileAt(scenarioFile),
  };
  writeFileSync(join(folder, WORLD), `${JSON.stringify(kept, undefined, 2)}\n`);
  return kept;
}

function fileAt(path: string): z.infer<typeof File> {
  const sha256 = createHash('sha256').update(readText(path)).digest('hex');
  return { path: resolve(path), sha256 };
}

function readKept(folder: string, given: string): z.infer<typeof Kept> {
  try {
    return Kept.parse(JSON.parse(readFileSync(join(folder, WORLD), 'utf8')));
  } catch (cause) {
    throw refused(
      `expected ${WORLD} in ${given} as Tidegate wrote it, got something else; name another folder`,
      cause,
    );
  }
}

/** A file that has changed since would play another run, in which what was asked means something else. */
function beginningOf({ seed, pipeline, scenario }: z.infer<typeof Kept>, given: string): Beginning {
  for (const { path, sha256 } of [pipeline, scenario]) {
    if (fileAt(path).sha256 === sha256) continue;
    throw refused(
      `expected ${path} as it was when the world in ${given} began, got another text; ` +
        'bring the old one back to go on, or name another folder to begin anew',
    );
  }
  return { seed, pipelineFile: pipeline.path, scenarioFile: scenario.path };
}

function refuseAnother(kept: Beginning, begun: Beginning, asked: Asked, given: string): void {
  const differs = [
    asked.seed && begun.seed !== kept.seed && `seed ${kept.seed}, got --seed ${begun.seed}`,
    asked.pipeline &&
      resolve(begun.pipelineFile) !== kept.pipelineFile &&
      `pipeline ${kept.pipelineFile}, got another`,
    asked.scenario &&
      resolve(begun.scenarioFile) !== kept.scenarioFile &&
      `scenario ${kept.scenarioFile}, got another`,
  ].find((text) => typeof text === 'string');
  if (differs)
    throw refused(
      `expected the world kept in ${given} to go on with its own ${differs}; name another folder to begin anew`,
    );
}

function beforeOf(folder: string): NonNullable<KeptWorld['before']> {
  const requests = linesOf(join(folder, REQUESTS)).map(({ at, body, ...request }) => ({
    at,
    request: { ...request, body: new Uint8Array(Buffer.from(body, 'base64')) },
  }));
  const reached = Number(textOr(join(folder, REACHED), '0'));
  return {
    requests,
    reachedAt: Math.max(Number.isFinite(reached) ? reached : 0, requests.at(-1)?.at ?? 0),
  };
}

/** The last line may be half of one: the process may have died over it, and nothing came of it then. */
function linesOf(path: string): z.infer<typeof Line>[] {
  const lines = textOr(path, '')
    .split('\n')
    .filter((line) => line !== '');
  return lines.flatMap((line, index) => {
    const read = Line.safeParse(jsonOr(line));
    if (read.success) return [read.data];
    if (index === lines.length - 1) return [];
    throw refused(`expected ${path} as Tidegate wrote it, got something else in line ${index + 1}`);
  });
}

function textOr(path: string, otherwise: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return otherwise;
  }
}

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function foreign(given: string, count: number): Failure {
  const held = count === 1 ? '1 entry' : `${count} entries`;
  return refused(
    `expected --keep to name a new folder, an empty one, or one in which a world is kept, got ${given}, ` +
      `which holds ${held} of something else; name another folder`,
  );
}

function refused(text: string, cause?: unknown): Failure {
  return new Failure('Refused', text, { cause });
}

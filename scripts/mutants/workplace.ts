// A process that plays worlds and files of tests, one after the other, and is replaced where a mutant has broken it.

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What is played, as `aimed 7` or `test/core/stage.test.ts`, and the number of the mutant that is on meanwhile. */
export interface Ask {
  readonly probe: string;
  readonly number?: number;
}

export interface Answer {
  readonly problems: readonly string[];
  /** Which mutants would have made a difference; told where none is on. */
  readonly reached: readonly number[];
  /** How many modules were loaded for it; a file of tests is one itself. */
  readonly loaded: number;
  /** Of processor. */
  readonly seconds: number;
  readonly megabytes: number;
}

/** What no answer came of. */
export interface Lost {
  readonly lost: string;
  readonly seconds: number;
}

export interface Workplace {
  ask(asked: Ask, mostSeconds: number): Promise<Answer | Lost>;
  close(): void;
}

const LOOK_MILLIS = 500;
/** Seconds in which a process that waits for nothing takes no processor. */
const IDLE_SECONDS = 30;
/** All that the first one needs is loaded with it. */
const SECONDS_TO_LOAD = 15;
/** What is loaded again and again stays, and with it what it has made. */
const MOST_MEGABYTES = 1_500;

/** Alone: the number of a mutant that is loaded, as no switch can turn it on. */
export function openWorkplace(alone?: number): Workplace {
  let child: ChildProcess | undefined;
  const close = () => {
    child?.removeAllListeners();
    child?.kill('SIGKILL');
    child = undefined;
  };
  const ask = async (asked: Ask, mostSeconds: number): Promise<Answer | Lost> => {
    const toLoad = child ? 0 : SECONDS_TO_LOAD;
    child ??= await started(alone);
    const answer = await answerOf(child, asked, mostSeconds + toLoad);
    if ('lost' in answer || answer.megabytes > MOST_MEGABYTES) close();
    return answer;
  };
  return { ask, close };
}

async function started(alone: number | undefined): Promise<ChildProcess> {
  const file = join(import.meta.dirname, 'play-probes.ts');
  const child = fork(file, alone === undefined ? [] : [String(alone)], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    execArgv: ['--no-warnings', '--max-semi-space-size=64'],
  });
  await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => {
      throw new Error(`expected a process to begin, got its exit code ${code}: node ${file}`);
    }),
  ]);
  return child;
}

/** What takes too much of the processor, or none for long, is lost: a busy machine is slow, and no reason. */
function answerOf(child: ChildProcess, asked: Ask, mostSeconds: number): Promise<Answer | Lost> {
  return new Promise((resolve) => {
    const before = processorOf(child.pid);
    let last = before;
    let idleLooks = 0;
    const end = (answer: Answer | Lost) => {
      clearInterval(looking);
      child.removeAllListeners('message').removeAllListeners('exit');
      resolve(answer);
    };
    const lose = (lost: string) => end({ lost, seconds: last.seconds - before.seconds });
    const looking = setInterval(() => {
      const now = processorOf(child.pid);
      idleLooks = now.isAsleep && now.seconds - last.seconds < 0.02 ? idleLooks + 1 : 0;
      last = now;
      if (now.seconds - before.seconds > mostSeconds) lose('it does not end');
      else if (idleLooks * LOOK_MILLIS > IDLE_SECONDS * 1000) lose('it waits for nothing');
    }, LOOK_MILLIS);
    child.on('message', (answer) => end(answer as Answer));
    child.on('exit', (code) => lose(`its process ended with ${code}`));
    child.send(asked);
  });
}

const TICKS_A_SECOND = 100;

/** What a process has taken of the processor, and whether it asks for more: as Linux tells it. */
function processorOf(pid: number | undefined) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state, ...fields] = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const [user, system] = [Number(fields[10]), Number(fields[11])];
    return { isAsleep: state === 'S', seconds: (user + system) / TICKS_A_SECOND };
  } catch {
    return { isAsleep: false, seconds: 0 };
  }
}

// What targets really run, against what the ledger says: all that differ, and all that could not be found out.

import { keys, ranges } from '../core/keys.ts';
import { targetsOf } from '../core/pipeline/parse.ts';
import { kindOfTarget } from '../core/pipeline/target-schema.ts';
import { labelOf } from '../core/revision.ts';
import { driftText } from '../core/verdict.ts';
import { readDefinition, readNamed } from './definitions.ts';
import { readingOf } from './gather-truth.ts';
import type { Said } from './kinds/kind.ts';
import { orLogged, readableItems } from './one-by-one.ts';
import type { Ports } from './ports.ts';
import { type Compared, compareWithTruth } from './read-truth.ts';
import { sideBySide } from './side-by-side.ts';

interface Looked {
  readonly pipeline: string;
  readonly target: string;
  readonly account: string;
  readonly region: string;
}

export interface Drifted extends Looked {
  /** What the ledger says. */
  readonly release: string;
  readonly revision: string;
  readonly digest: string;
  /** What is so, and who did it where that is known. */
  readonly text: string;
}

export interface Unknown extends Looked {
  /** What the ledger says that it runs; absent where it says nothing. */
  readonly release?: string;
  readonly text: string;
}

export interface DriftReport {
  /** How many targets were compared. */
  readonly compared: number;
  readonly drifted: readonly Drifted[];
  readonly unknown: readonly Unknown[];
}

/** Of the pipelines named, or of all. One that cannot be read is told, and keeps no other from being read. */
export async function findDrift(ports: Ports, names: readonly string[]): Promise<DriftReport> {
  for (const name of names) await readDefinition(ports, name);
  const all =
    names.length > 0
      ? names
      : (await readableItems(ports, ranges.pipelineNames())).map(({ pipeline }) => pipeline).sort();
  const reports = await sideBySide(all, async (pipeline) => {
    const report = await orLogged(ports, { pipeline }, () => driftOf(ports, pipeline));
    return report ?? { compared: 0, drifted: [], unknown: [unreadable(pipeline)] };
  });
  return {
    compared: reports.reduce((sum, { compared }) => sum + compared, 0),
    drifted: reports.flatMap(({ drifted }) => drifted),
    unknown: reports.flatMap(({ unknown }) => unknown),
  };
}

function unreadable(pipeline: string): Unknown {
  return { pipeline, target: '', account: '', region: '', text: 'the pipeline could not be read' };
}

/** Nobody waits for it: one kind after the other, so that one service is asked at a time. */
async function comparedByKind(ports: Ports, said: readonly Said[]): Promise<readonly Compared[]> {
  const all: Compared[] = [];
  for (const those of Map.groupBy(said, ({ target }) => kindOfTarget(target)).values())
    all.push(...(await compareWithTruth(ports, those)));
  return all;
}

async function driftOf(ports: Ports, pipeline: string): Promise<DriftReport> {
  const definition = await readNamed(ports, pipeline);
  const targets = definition?.pipeline.stages.flatMap(targetsOf) ?? [];
  const items = await sideBySide(targets, ({ name }) =>
    ports.table.get(keys.target(pipeline, name)),
  );
  const said: Said[] = [];
  const unknown: Unknown[] = [];
  for (const [index, target] of targets.entries()) {
    const { name, account, region } = target;
    const { running, intent } = items[index] ?? {};
    const looked = { pipeline, target: name, account, region };
    if (intent?.status === 'open')
      unknown.push({ ...looked, text: `release ${intent.release} deploys there, or left it so` });
    else if (running) said.push({ target, installed: running });
    else if (intent)
      unknown.push({
        ...looked,
        text: `release ${intent.release} left it unproven: ${intent.end.reason}`,
      });
  }
  const drifted: Drifted[] = [];
  for (const each of await comparedByKind(ports, said)) {
    if (each.says.is === 'same' || each.says.is === 'touched') continue;
    const { target, installed } = each;
    const looked = {
      pipeline,
      target: target.name,
      account: target.account,
      region: target.region,
    };
    const { found } = await readingOf(ports, each);
    const [reading] = found;
    if (reading?.is === 'other') {
      const { release, revision } = installed;
      const of = { release, revision: labelOf(revision), digest: revision.digest };
      drifted.push({ ...looked, ...of, text: driftText(reading) });
    } else
      unknown.push({
        ...{ ...looked, release: installed.release },
        text: reading?.text ?? 'what it runs could not be read',
      });
  }
  return { compared: said.length, drifted, unknown };
}

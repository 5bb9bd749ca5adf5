// What a build's templates would change in the stacks of a pipeline, asked of CloudFormation where they are.

import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { realClock } from '../aws/clock.ts';
import { s3 } from '../aws/s3.ts';
import { stackSets } from '../aws/stack-sets.ts';
import { stacks } from '../aws/stacks.ts';
import { zipEntry } from '../aws/zip-entry.ts';
import { Failure } from '../core/failure.ts';
import { targetsOf } from '../core/pipeline/parse.ts';
import type { PipelineDefinition } from '../core/pipeline/schema.ts';
import type { TargetDefinition, TargetOf } from '../core/pipeline/target-schema.ts';
import { changesText, destroyingText, mayDestroy } from '../core/stack-changes.ts';
import { previewSet } from '../flows/preview-set.ts';
import { type Preview, previewStack } from '../flows/preview-stack.ts';
import { sideBySide } from '../flows/side-by-side.ts';
import { type ReadPath, sourceFrom } from '../flows/stack-source.ts';
import { readText } from './files.ts';
import { farRemarks, membersFrom, type WhereTargetsAre } from './members.ts';
import type { PlannedChanges, StacksLookedAt } from './stack-lines.ts';

interface Asked extends WhereTargetsAre {
  readonly artifact: string | undefined;
}

/** One that cannot be asked hides no other. */
export async function stackChangesAt(
  asked: Asked,
  { stages }: PipelineDefinition,
): Promise<StacksLookedAt> {
  const all = stages.flatMap(targetsOf).filter(hasTemplate);
  const [first] = all;
  const { artifact } = asked;
  if (first === undefined) return { stacks: [], remarks: [] };
  if (artifact === undefined)
    return { stacks: [], remarks: ['what changes in stacks is told with --artifact PATH'] };
  const members = await membersFrom(asked, first.region);
  const { access } = members;
  const ports = {
    stacks: stacks(access),
    stackSets: stackSets(access),
    artifacts: s3(access),
    clock: realClock,
  };
  const near = all.filter(({ account }) => members.isNear(account));
  const read = readerOf(artifact);
  const found = await sideBySide(near, async (target) =>
    changesOf(target, async () => {
      const source = sourceFrom(read(target), target.stack ?? target.stackSet);
      if (target.stackSet) return previewSet(ports, target, source);
      return previewStack(ports, target, source);
    }),
  );
  const accounts = all.map(({ account }) => account);
  return { stacks: found, remarks: farRemarks(members, accounts, 'stacks') };
}

type Templated = TargetOf<'stack'> | TargetOf<'stackSet'>;

function hasTemplate(target: TargetDefinition): target is Templated {
  return (target.stack ?? target.stackSet) !== undefined;
}

async function changesOf(
  { name: target, stack: its, stackSet }: Templated,
  look: () => Promise<Preview>,
): Promise<PlannedChanges> {
  const of = { target, stack: (its ?? stackSet)?.name ?? '' };
  try {
    const { is, changes } = await look();
    const text = TEXTS[is] ?? changesText(changes);
    return { ...of, is, text, destroys: changes.filter(mayDestroy).map(destroyingText) };
  } catch (thrown) {
    if (!(thrown instanceof Failure)) throw thrown;
    const is = thrown.code === 'Refused' ? 'refused' : 'unread';
    return { ...of, is, text: thrown.message, destroys: [] };
  }
}

const TEXTS: Partial<Record<Preview['is'], string>> = {
  made: 'is made: it is not there yet',
  unchanged: 'nothing to change',
};

/** A folder or a zip archive as the build makes it; any other file is the template itself, without a configuration. */
function readerOf(artifact: string): (target: Templated) => ReadPath {
  if (!statSync(artifact, { throwIfNoEntry: false }))
    throw new Failure(
      'Refused',
      `expected what a build makes at ${artifact}, got none of that name`,
    );
  if (statSync(artifact).isDirectory()) return () => (path) => readOrNot(join(artifact, path));
  if (artifact.endsWith('.zip')) {
    const archive = readFileSync(artifact);
    return () => (path, mostBytes) => zipEntry(archive, path, mostBytes);
  }
  const text = readText(artifact);
  return ({ stack, stackSet }) =>
    (path) =>
      path === (stack ?? stackSet)?.template ? text : '{}';
}

function readOrNot(path: string): string | undefined {
  return statSync(path, { throwIfNoEntry: false }) && readText(path);
}

// Quarantines by hand: a named person bars a revision, or lets one be promoted again.

import { Failure } from '../core/failure.ts';
import { few } from '../core/few.ts';
import { keys, ranges } from '../core/keys.ts';
import type { PersonTold } from '../core/ledger.ts';
import { isBarring, type Quarantine } from '../core/quarantine.ts';
import type { Revision } from '../core/revision.ts';
import type { Stage } from '../core/stage.ts';
import { type AmongBuilds, type Meant, meantBy } from './meant-revision.ts';
import { readableItems } from './one-by-one.ts';
import type { Ports } from './ports.ts';
import { sideBySide } from './side-by-side.ts';
import { entryOf } from './stages.ts';

export interface QuarantineWish {
  readonly pipeline: string;
  /** A release's id, `latest`, a build's number or ARN, a commit (7 digits at least), or a digest. */
  readonly what: string;
  readonly reason: string;
  /** The ARN of the person. */
  readonly by: string;
  /** What the ledger keeps of them, where it was asked for by a command. */
  readonly person?: PersonTold;
}

export interface Quarantined {
  readonly pipeline: string;
  readonly label: string;
  /** The digests, commits and stages that were changed. */
  readonly changed: readonly string[];
}

/** What a lift would lift: the bars of the bytes and of the commit, and the holds of stages that came with them. */
export async function standingOf(ports: Ports, pipeline: string, meant: Meant): Promise<Standing> {
  const items = await sideBySide(barsOf(pipeline, meant), async ([what, key]) => ({
    what,
    item: await ports.table.get(key),
  }));
  const bars = items.flatMap(({ what, item }) => (isBarring(item) ? [{ what, ...item }] : []));
  // A stage may still be held where whoever lifted it before died in between.
  const provers = new Set([...bars.map(({ release }) => release), meant.release?.id ?? '']);
  const stages = await readableItems(ports, ranges.stages(pipeline));
  const holds = stages.flatMap(({ name, hold }) =>
    hold && provers.has(hold.release) ? [{ stage: name, ...hold }] : [],
  );
  return { bars, holds };
}

export interface Standing {
  readonly bars: readonly (Quarantine & { readonly what: string })[];
  readonly holds: readonly (NonNullable<Stage['hold']> & { readonly stage: string })[];
}

/**
 * Lifts the quarantine of the bytes and of the commit, and the holds of stages that came with it: of all that stood at
 * a time, where one is given. Throws `Refused` where it is not quarantined.
 */
export async function liftQuarantine(
  ports: Ports,
  wish: QuarantineWish,
  { stoodAt = '9999', amongBuilds }: { stoodAt?: string; amongBuilds?: AmongBuilds } = {},
): Promise<Quarantined> {
  const { pipeline } = wish;
  const meant = await meantBy(ports, wish, amongBuilds);
  const { label, release } = meant;
  const changed: string[] = [];
  const provers = new Set<string>();
  for (const [what, key] of barsOf(pipeline, meant)) {
    await ports.table.change(key, (item) => {
      if (!isBarring(item) || item.since > stoodAt) return undefined;
      provers.add(item.release);
      changed.push(what);
      const text = `quarantine of ${label} (${what}) lifted by ${wish.by}: ${wish.reason}; it stood since ${item.since}: ${item.reason}`;
      const id = item.release || (release?.id ?? '');
      const { by, reason } = wish;
      const entry = {
        ...entryOf(ports, { pipeline, id }, 'QuarantineLifted', what, text),
        ...toldOf(wish),
      };
      return { item: { ...item, lifted: { at: entry.at, by, reason } }, entries: [entry] };
    });
  }
  // A stage may still be held where whoever lifted it before died in between.
  if (release) provers.add(release.id);
  for (const stage of await readableItems(ports, ranges.stages(pipeline)))
    if (stage.hold && stage.hold.since <= stoodAt && provers.has(stage.hold.release))
      changed.push(...(await liftHold(ports, wish, stage.name, stage.hold.release)));
  if (changed.length > 0) return { pipeline, label, changed: [...new Set(changed)] };
  throw await notBarred(ports, pipeline, label);
}

export async function notBarred(ports: Ports, pipeline: string, label: string): Promise<Failure> {
  return new Failure(
    'Refused',
    `expected a quarantined revision, got ${label}, which is not; ${await barredText(ports, pipeline)}`,
  );
}

/** What bars a revision, by its bytes and by its commit. */
export async function quarantinesOf(
  { table }: Pick<Ports, 'table'>,
  pipeline: string,
  { digest, commit }: Pick<Revision, 'digest' | 'commit'>,
): Promise<readonly [Quarantine | undefined, Quarantine | undefined]> {
  return [
    await table.get(keys.quarantine(pipeline, digest)),
    commit === '' ? undefined : await table.get(keys.quarantinedCommit(pipeline, commit)),
  ];
}

export function barsOf(pipeline: string, { digests, commits }: Meant) {
  return [
    ...digests.map((digest) => [digest, keys.quarantine(pipeline, digest)] as const),
    ...commits.map((commit) => [commit, keys.quarantinedCommit(pipeline, commit)] as const),
  ];
}

async function liftHold(
  ports: Ports,
  wish: QuarantineWish,
  stage: string,
  release: string,
): Promise<string[]> {
  const { pipeline, by, reason } = wish;
  let lifted = false;
  await ports.table.change(keys.stage(pipeline, stage), (item) => {
    lifted = item?.hold?.release === release;
    if (item === undefined || !lifted) return undefined;
    const { hold: _, ...rest } = item;
    const text = `stage ${stage} no longer waits for a newer revision: ${reason}, says ${by}`;
    const entry = entryOf(ports, { pipeline, id: release }, 'QuarantineLifted', stage, text);
    return { item: rest, entries: [{ ...entry, ...toldOf(wish) }] };
  });
  return lifted ? [`stage ${stage}`] : [];
}

async function barredText(ports: Ports, pipeline: string): Promise<string> {
  const both = [ranges.quarantines(pipeline), ranges.quarantinedCommits(pipeline)];
  const items = (await sideBySide(both, (range) => readableItems(ports, range))).flat();
  const names = new Set(items.filter(isBarring).map(nameOf));
  return names.size === 0 ? 'nothing is' : `quarantined are: ${few([...names])}`;
}

/** A release's bytes and its commit are barred in turn; what had none is known by who barred it, and why. */
function nameOf({ release, since, by, reason }: Quarantine): string {
  if (release !== '') return `${release} (since ${since.slice(0, 16)}Z)`;
  return `one without a release (since ${since}, by ${by ?? 'nobody'}: ${reason})`;
}

export function toldOf({ person }: QuarantineWish) {
  return person === undefined ? {} : { person };
}

// A small world in which a function is slow at one of its calls while somebody stops its release.

import type { FaultedCall } from '@tidegate/embedded-aws/transport/faults';
import { ranges } from '../../core/keys.ts';
import { releaseEndOf } from '../../core/release.ts';
import { bakedOn } from '../../core/target.ts';
import { test as aTest, target } from '../paths/pipelines.ts';
import { type Played, play, type ScenarioInput, secondsAt } from '../paths/played.ts';

/** A call that a function made in a world where nobody was slow. */
export interface Made {
  readonly functionName: string;
  readonly call: string;
  /** Which of the function's calls of that kind it was. */
  readonly onCall: number;
  readonly at: number;
}

const pipeline = `pipeline: shop
source: { project: shop-build }
stages:
  - { name: beta, targets: [${target('b1')}], bake: { for: 1m, judge: { mode: off } } }
  - { name: last, rollback: release, tests: [${aTest('x')}] }
`;

const scenario: ScenarioInput = {
  baseline: 'old',
  builds: [
    { at: '0s', revision: 'new' },
    { at: '20m', revision: 'next' },
  ],
  misbehaviours: [{ how: 'test', revision: 'new', test: 'x' }],
};

/** Shorter than any function lives: it goes on after that. */
const SLOW_SECONDS = 50;
const STOPPED_AFTER_SECONDS = 10;
/** Between the release's end and the next build. */
const QUIET_SECONDS = 600;

/**
 * The acts of a world until its release has ended: before each of them a function may be slow. A pause before a read is
 * none of them: what is read after it is as it is then.
 */
export async function actsOf(): Promise<Made[]> {
  const played = await play(pipeline, scenario);
  const end = secondsAt(played.world, played.report.releases[0]!.endedAt!);
  const counts = new Map<string, number>();
  const acts = played.calls.flatMap((made) => {
    const { functionName, service, operation, at } = made;
    if (functionName === undefined) return [];
    const call = `${service}:${operation}`;
    const onCall = (counts.get(`${functionName} ${call}`) ?? 0) + 1;
    counts.set(`${functionName} ${call}`, onCall);
    return at >= 0 && at <= end && isAct(made) ? [{ functionName, call, onCall, at }] : [];
  });
  await played.world.close();
  return acts;
}

/** What is wrong with a world in which a function is slow before this act, and its release is stopped meanwhile. */
export async function playLate({ functionName, call, onCall, at }: Made): Promise<string[]> {
  const slow = { function: functionName, call, onCall, how: 'slow', by: `${SLOW_SECONDS}s` };
  const stop = { at: `${Math.ceil(at) + STOPPED_AFTER_SECONDS}s`, does: 'stop', revision: 'new' };
  const played = await play(pipeline, { ...scenario, calls: [slow], people: [stop] });
  const problems = [
    ...(played.ended ? [] : ['the world did not end']),
    ...(await played.leftBehind()).map((what) => `left behind: ${what}`),
    ...(await lateWrites(played)),
    ...(await endsDiffer(played)),
    ...(await wrongReturns(played)),
  ];
  await played.world.close();
  return problems.map((problem) => `${functionName} slow before ${call} ${onCall}: ${problem}`);
}

const CHANGING =
  /^(codedeploy:(Create|Stop)|lambda:Update|codebuild:StartBuild|s3:(Copy|Put)|states:Start)/;

function isAct(made: FaultedCall): boolean {
  const call = `${made.service}:${made.operation}`;
  return CHANGING.test(call) || (call === 'dynamodb:PutItem' && !isRecord(keyOf(made)));
}

/**
 * What any function did, between the end of the release and the next build, that is more than a line in the ledger. A
 * write of an item's version that was written before has been refused.
 */
async function lateWrites({ world, report, calls }: Played): Promise<string[]> {
  const end = secondsAt(world, report.releases[0]!.endedAt!);
  const written = new Set<string>();
  return calls.flatMap((made) => {
    const { functionName, service, operation, at } = made;
    if (functionName === undefined || !isAct(made)) return [];
    const version = service === 'dynamodb' ? `${keyOf(made)} ${versionOf(made)}` : `${at}`;
    const isRefused = written.has(version);
    written.add(version);
    if (at <= end || at > end + QUIET_SECONDS || isRefused || isTakenAway(made)) return [];
    const seconds = (at - end).toFixed(1);
    return [`${functionName} called ${service}:${operation} ${version} ${seconds} s after the end`];
  });
}

/** What waits or watches is noted before its function asks for the end; that none stays is asked elsewhere. */
function isTakenAway(made: FaultedCall): boolean {
  return made.service === 'dynamodb' && /^(waits|alarm#)/.test(keyOf(made));
}

interface Wire {
  readonly version?: { readonly N?: string };
  readonly pk?: { readonly S?: string };
  readonly sk?: { readonly S?: string };
}

function keyOf({ input }: FaultedCall): string {
  const { Item, Key } = input as { Item?: Wire; Key?: Wire };
  const found = Item ?? Key;
  return `${found?.pk?.S} ${found?.sk?.S}`;
}

function versionOf({ input }: FaultedCall): string {
  return (input as { Item?: Wire }).Item?.version?.N ?? '';
}

/** Lines of the ledger, what was heard and judged, and that nobody needs to settle the release any more. */
function isRecord(key = ''): boolean {
  return /^(ledger#|changes#|judgings#|exhibits#|open(#\d)? )/.test(key);
}

/** The console's end is the table's, where an execution ended by itself. */
async function endsDiffer({ of, items }: Played): Promise<string[]> {
  const releases = await items(ranges.releases('shop'));
  return of('release').flatMap(({ status, error, output, name }) => {
    const said = status === 'SUCCEEDED' ? output.outcome : status === 'FAILED' ? error : undefined;
    const release = releases.find(({ execution }) => execution.endsWith(`:${name}`));
    const end = release && releaseEndOf(release)?.outcome;
    if (said === undefined || end === undefined || end === said) return [];
    return [`${name} ended ${String(said)} in the console, ${end} in the table`];
  });
}

/** What a release that is called RolledBack took back runs what had baked there, and was not quarantined. */
async function wrongReturns({ world, report, items }: Played): Promise<string[]> {
  const quarantined = await items(ranges.quarantines('shop'));
  const releases = await items(ranges.releases('shop'));
  const barred = releases
    .filter(({ id }) => quarantined.some(({ release }) => release === id))
    .map(({ revision }) => world.revisions.nameOf(revision.digest.replace('sha256:', '')));
  const targets = await items(ranges.targets('shop'));
  return report.releases.flatMap(({ id, outcome, waves }) => {
    if (outcome !== 'RolledBack') return [];
    const back = waves.filter((wave) => wave.outcome === 'RolledBack');
    return back
      .flatMap((wave) => wave.targets)
      .flatMap((name) => {
        const runs = report.targets[name];
        const target = targets.find((each) => each.name === name)!;
        const hasBaked = bakedOn(target).some(
          ({ revision }) => world.revisions.nameOf(revision.digest.replace('sha256:', '')) === runs,
        );
        if (hasBaked && !barred.includes(runs!)) return [];
        return [`${id} ended RolledBack, and ${name} runs ${runs}`];
      });
  });
}

if (import.meta.main) {
  for (const act of await actsOf()) {
    const problems = await playLate(act);
    console.log(problems.join('\n') || `${act.functionName} slow before ${act.call}: well`);
  }
}

// What somebody else does to targets: moves what they run, deletes what they could run, lets instances join.

import { AwsError } from '@tidegate/embedded-aws/service';
import { appSpecFor } from '@tidegate/embedded-aws/services/codedeploy/app-spec';
import { stateOf } from '@tidegate/embedded-aws/services/lambda/functions';
import { secondsIn } from '../../core/duration.ts';
import type { TargetDefinition } from '../../core/pipeline/target-schema.ts';
import { removeImage } from './archives.ts';
import type { OthersParts } from './changes.ts';
import { keepWarm } from './kinds/function.ts';
import { groupOf } from './kinds/group.ts';
import { ask } from './kinds/machine.ts';
import { moveMachine, versionsOf } from './machine-moves.ts';
import type { Joining, Move, Prune } from './moves-schema.ts';
import { artifactBucket } from './place.ts';
import { moveByPlatform } from './platform-runs.ts';
import type { Revisions } from './revisions.ts';
import type { Scenario } from './scenario.ts';
import { changeService, moveService, moveTasks, pruneDefinitions } from './service-moves.ts';
import { changeSet } from './set-runs.ts';
import { tell } from './told-calls.ts';
import { shaOf } from './truth.ts';

export interface MoveParts extends OthersParts {
  readonly revisions: Revisions;
  /** Told that a target runs a revision by other means than a deployment. */
  readonly gets: (target: TargetDefinition, revision: string) => void;
}

/** How long somebody waits whose deployment is refused: the group has another. */
const AGAIN_SECONDS = 60;

export function scheduleOthers(
  parts: MoveParts,
  {
    moves,
    prunes,
    instances,
    services,
    sets,
    provisioned,
  }: Pick<Scenario, 'moves' | 'prunes' | 'instances' | 'services' | 'sets' | 'provisioned'>,
  done: () => void,
): void {
  const later = (at: string, run: () => void) =>
    parts.clock.at(parts.startAt.getTime() + secondsIn(at) * 1000, run);
  const named = (name: string) => parts.targets.find((each) => each.name === name)!;
  for (const each of moves) later(each.at, () => move(parts, named(each.target), each, done));
  for (const each of prunes)
    later(each.at, () => {
      prune(parts, named(each.target), each);
      done();
    });
  for (const each of services)
    later(each.at, () => {
      changeService(parts, named(each.target), each);
      done();
    });
  for (const each of sets)
    later(each.at, () => {
      const target = named(each.target);
      if (target.stackSet) changeSet(parts, target, each);
      done();
    });
  for (const each of provisioned)
    later(each.at, () => {
      keepWarm(parts, named(each.target), each);
      done();
    });
  for (const [index, each] of instances.entries())
    later(each.at, () => {
      join(parts, named(each.target), each, index);
      done();
    });
}

function move(parts: MoveParts, target: TargetDefinition, what: Move, done: () => void): void {
  if (target.ecs && target.strategy !== undefined) {
    moveService(parts, target, what);
    done();
    return;
  }
  if (target.machine) {
    moveMachine(parts, target, what);
    done();
    return;
  }
  if (target.lambda && what.by !== 'codedeploy') {
    moveAlias(parts, target, target.lambda, what);
    done();
    return;
  }
  if (moveByPlatform(parts, target, what) ?? deploy(parts, target, what)) done();
  else {
    const again = parts.clock.millis() + AGAIN_SECONDS * 1000;
    parts.clock.at(again, () => move(parts, target, what, done));
  }
}

type Alias = NonNullable<TargetDefinition['lambda']>;

/** The version that has these bytes, published as anybody may who has them. */
function versionOf(
  { aws, revisions }: MoveParts,
  place: TargetDefinition,
  name: string,
  to: string,
): string {
  const content = revisions.contentOf(to);
  const sha256 = shaOf(content);
  const known = aws.lambda
    .find(name, place)
    .versions.findLast(({ code }) => code.sha256 === sha256);
  const size = Buffer.byteLength(content);
  return (known ?? aws.lambda.publish(name, { sha256, size }, place)).number;
}

function moveAlias(
  parts: MoveParts,
  target: TargetDefinition,
  { function: name, alias }: Alias,
  what: Move,
): void {
  const { aws } = parts;
  const { to, by, percent } = what;
  const version = versionOf(parts, target, name, to);
  // Lambda points no alias to a version that has not come up.
  const made = aws.lambda.find(name, target).versions.find(({ number }) => number === version);
  if (made && stateOf(made, parts.clock.millis()).State === 'Failed') return;
  const before = aws.lambda.running(name, alias, target).version.number;
  const isWhole = percent === 100 || before === version;
  if (isWhole) aws.lambda.shift(name, alias, version, {}, target);
  else aws.lambda.shift(name, alias, before, { [version]: percent / 100 }, target);
  if (isWhole) parts.gets(target, to);
  const requestParameters = { functionName: name, name: alias };
  const call = { service: 'lambda', name: 'UpdateAlias20150331', of: name, requestParameters };
  if (by !== undefined) tell(parts, target, call, by);
}

/** A deployment that is not Tidegate's; false while the group has another. */
function deploy(
  parts: MoveParts,
  target: TargetDefinition,
  { to, stops }: Pick<Move, 'to' | 'stops'>,
): boolean {
  const { aws } = parts;
  const group = groupOf(aws, target);
  if (stops && group.blueGreen) {
    aws.codeDeploy.stop(group, 'goBack');
    return true;
  }
  if (target.ecs) return moveTasks(parts, target, to);
  if (stops) aws.codeDeploy.stop(group);
  if (target.lambda) {
    const { function: name, alias } = target.lambda;
    const { version } = aws.lambda.running(name, alias, target);
    const spec = appSpecFor({
      functionName: name,
      alias,
      currentVersion: version.number,
      targetVersion: versionOf(parts, target, name, to),
      hooks: {},
    });
    return aws.codeDeploy.deploy(group, spec) !== undefined;
  }
  const stored = objectNear(parts, target, to);
  const { bucket, key, versionId: version, eTag } = stored;
  const s3Location = { bucket, key, version, eTag: eTag.replaceAll('"', ''), bundleType: 'zip' };
  return aws.codeDeploy.deploy(group, { revisionType: 'S3', s3Location }) !== undefined;
}

/** Where these bytes lie in the target's region, or are put now. */
function objectNear({ aws, revisions }: MoveParts, { region }: TargetDefinition, to: string) {
  const body = revisions.contentOf(to);
  const near = aws.s3.objects.buckets().filter((bucket) => bucket.region === region);
  const known = near
    .flatMap(({ objects }) => [...objects.values()].flat())
    .find(({ sha256, deleteMarker }) => sha256 === shaOf(body) && !deleteMarker);
  const bucket = near[0]?.name ?? artifactBucket;
  return known ?? aws.s3.objects.put(bucket, `by-hand/${to}.zip`, { body });
}

function prune(parts: MoveParts, target: TargetDefinition, what: Prune): void {
  const { aws, revisions } = parts;
  const sha256 = shaOf(revisions.contentOf(what.revision));
  if (target.lambda && what.versions) {
    const { function: name } = target.lambda;
    const { versions } = aws.lambda.find(name, target);
    for (const { number, code } of [...versions])
      if (code.sha256 === sha256) orRefused(() => aws.lambda.prune(name, number, target));
  }
  if (target.ecs && what.versions) pruneDefinitions(parts, target, sha256);
  if (target.machine && what.versions)
    for (const version of versionsOf(parts, target, what.revision))
      orRefused(() => ask(aws, target, 'DeleteStateMachineVersion', version));
  if (target.ec2 || what.artifact) removeObjects(parts, sha256);
  if (what.image) removeImage(aws, target, sha256);
}

/** What AWS refuses does not happen. */
function orRefused(call: () => void): void {
  try {
    call();
  } catch (thrown) {
    if (!(thrown instanceof AwsError)) throw thrown;
  }
}

function removeObjects({ aws }: MoveParts, sha256: string): void {
  for (const { name, objects } of aws.s3.objects.buckets())
    for (const { key, versionId } of [...objects.values()]
      .flat()
      .filter((it) => it.sha256 === sha256))
      aws.s3.objects.remove(name, key, versionId);
}

function join(
  { aws }: MoveParts,
  target: TargetDefinition,
  { joins, leaves, silent }: Joining,
  index: number,
): void {
  const group = groupOf(aws, target);
  if (leaves !== undefined) aws.codeDeploy.leave(group, leaves);
  if (silent !== undefined) {
    group.offline.clear();
    for (const id of [...group.instances.keys()].slice(0, silent)) group.offline.add(id);
  }
  if (joins === undefined) return;
  const ids = Array.from(
    { length: joins },
    (_, at) => `i-${target.name}-joined-${index + 1}-${at + 1}`,
  );
  aws.codeDeploy.join(group, ids);
}

// Deploys a hosted version of a configuration, or takes the last deployment back.

import type { ConfigSummary } from '../../aws/app-config.ts';
import type { TargetOf } from '../../core/pipeline/target-schema.ts';
import { templateDigest } from '../../core/stack-contents.ts';
import { configSourceOf } from '../config-source.ts';
import type { Ports } from '../ports.ts';
import { digestOf, inForce, NOTHING, revertOf } from './app-config.ts';
import type { Started, Starts, Wanted } from './kind.ts';

type Target = TargetOf<'appConfig'>;

export const starts: Starts<Target> = {
  async start(ports, wanted, noted) {
    const { target, doing } = wanted;
    const to = (await versionThere(ports, wanted)) ?? (await make(ports, wanted));
    const all = (await ports.configurations.last(target)) ?? [];
    const from = inForce(all)?.version ?? NOTHING;
    await noted({ functionVersion: to, fromVersion: from });
    if (from === to) return undefined;
    if (doing === 'rollBack' && mayRevert(ports, all, to)) {
      const reverted = await revert(ports, target, all[0]!);
      if (reverted) return reverted;
    }
    const strategy = doing === 'deploy' ? target.appConfig.deploymentStrategy : undefined;
    const { mark } = wanted;
    return { id: await ports.configurationStarts.start(target, { version: to, strategy, mark }) };
  },
};

/** The version that is known, unless it was deleted since: then it is made again. */
async function versionThere(
  ports: Ports,
  { target, revision, functionVersion }: Wanted<Target>,
): Promise<string | undefined> {
  if (functionVersion === undefined) return undefined;
  const pinned = revision.templates?.[target.appConfig.configuration];
  const digest = await digestOf(ports, target, functionVersion, pinned);
  return digest !== undefined && digest === (pinned ?? digest) ? functionVersion : undefined;
}

async function make(ports: Ports, { target, revision }: Wanted<Target>): Promise<string> {
  const content = await configSourceOf(ports, target, revision);
  const digest = templateDigest(content);
  const before = await ports.configurations.versionOf(target, digest);
  return before ?? ports.configurationStarts.make(target, content, digest);
}

/** AppConfig reverts for 72 hours; an hour less, for it counts by its own clock. */
const REVERTS_MILLIS = 71 * 3_600_000;

/**
 * Whether AppConfig itself goes back to that version from what was deployed last. It does so whatever alarms say,
 * which would take back a deployment of the older version too, as long as they fire.
 */
function mayRevert({ clock }: Ports, all: readonly ConfigSummary[], to: string): boolean {
  const [last, ...earlier] = all;
  if (last?.state !== 'COMPLETE' || last.completedAt === undefined) return false;
  if (clock.now().getTime() - Date.parse(last.completedAt) > REVERTS_MILLIS) return false;
  return inForce(earlier)?.version === to;
}

/** Undefined where AppConfig does not: then the older version is deployed. */
async function revert(
  { configurations }: Ports,
  target: Target,
  { id }: ConfigSummary,
): Promise<Started | undefined> {
  await configurations.stop(target, id);
  const after = await configurations.get(target, id);
  return after?.state === 'COMPLETE' ? undefined : { id: revertOf(id) };
}

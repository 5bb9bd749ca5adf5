// A static site on S3 and CloudFront: the origin's path is switched to where a revision's files lie.

import { createHash } from 'node:crypto';
import type { Deployment } from '../../core/deployment.ts';
import { Failure } from '../../core/failure.ts';
import type { Truth } from '../../core/found-truth.ts';
import { deploymentMark, type Intent } from '../../core/intent.ts';
import { keys } from '../../core/keys.ts';
import type { TargetOf } from '../../core/pipeline/target-schema.ts';
import type { Ports } from '../ports.ts';
import type { Asks, Finds, Keeps, Observes, Reads, SendsBack, Settles, Stops } from './kind.ts';

type Target = TargetOf<'site'>;

/** What a switch is called: nobody but Tidegate knows of it, and so it is a name for its mark. */
export function switchId(mark: string): string {
  return `switch-${createHash('sha256').update(mark).digest('hex').slice(0, 12)}`;
}

/** The intent that the switch is of; undefined where another has taken its place. */
async function intentOf(
  { table }: Ports,
  { pipeline, target }: { readonly pipeline: string; readonly target: Target },
  id: string,
): Promise<Intent | undefined> {
  const intent = (await table.get(keys.target(pipeline, target.name)))?.intent;
  return intent && switchId(deploymentMark(intent, target.name)) === id ? intent : undefined;
}

export const finds: Finds<Target> = {
  /** What was written and not switched is begun anew: it is not there. */
  async find(ports, { pipeline, target, mark }) {
    const intent = await intentOf(ports, { pipeline, target }, switchId(mark));
    if (intent?.functionVersion === undefined) return undefined;
    const found = await ports.sites.read(target);
    return found?.path === intent.functionVersion ? observed(ports, target, intent) : undefined;
  },
  /** A switch is over as it is asked for: nobody is in another's way. */
  running: async () => undefined,
};

export const observes: Observes<Target> = {
  async observe(ports, { pipeline, target, id }) {
    const intent = await intentOf(ports, { pipeline, target }, id);
    if (intent) return observed(ports, target, intent);
    const createdAt = ports.clock.now().toISOString();
    return { id, state: 'Stopped', description: '', createdAt, creator: 'user' };
  },
};

/** It has succeeded once all edges have it, and what they have kept of the other is forgotten. */
async function observed(ports: Ports, target: Target, intent: Intent): Promise<Deployment> {
  const description = deploymentMark(intent, target.name);
  const id = switchId(description);
  const of = { id, description, createdAt: intent.startedAt, creator: 'user' };
  const found = await ports.sites.read(target);
  if (found === undefined)
    return {
      ...of,
      state: 'Failed',
      error: `there is no distribution ${target.site.distribution}`,
    };
  if (found.path !== intent.functionVersion)
    return { ...of, state: 'Stopped', error: `its distribution serves ${found.path}` };
  if (!found.isDeployed) return { ...of, state: 'running' };
  const isOver = !target.site.invalidate || (await ports.sites.hasForgotten(target, id)) === true;
  return { ...of, state: isOver ? 'Succeeded' : 'running' };
}

export const asks: Asks<Target> = {
  /** Before all edges have the other path they would keep what it is to take the place of. */
  async ask(ports, { pipeline, target, id }) {
    if (!target.site.invalidate) return;
    const intent = await intentOf(ports, { pipeline, target }, id);
    const found = intent && (await ports.sites.read(target));
    if (!found?.isDeployed || found.path !== intent?.functionVersion) return;
    if ((await ports.sites.hasForgotten(target, id)) === undefined)
      await ports.sites.invalidate(target, id);
  },
  hasAnswered: async () => true,
};

export const stops: Stops<Target> = {
  async stop(ports, { pipeline, target, id }) {
    const { functionVersion: to, fromVersion: from } =
      (await intentOf(ports, { pipeline, target }, id)) ?? {};
    const found = await ports.sites.read(target);
    if (found && from !== undefined && found.path === to && from !== to)
      await ports.sites.point(target, found, from);
  },
};

export const settles: Settles<Target> = {
  async settingAfter(ports, { pipeline, target, id }) {
    const intent = await intentOf(ports, { pipeline, target }, id);
    const found = await ports.sites.read(target);
    return found && found.path === intent?.functionVersion ? found.eTag : undefined;
  },
};

export const sendsBack: SendsBack<Target> = {
  async sendBack(ports, target, version) {
    const found = await ports.sites.read(target);
    if (found === undefined) {
      const { distribution } = target.site;
      throw new Failure('Refused', `expected distribution ${distribution} to be there, got none`);
    }
    if (found.path === version) return { setting: found.eTag };
    return { setting: await ports.sites.point(target, found, version) };
  },
};

export const keeps: Keeps<Target> = {
  keptAs: ({ site: { bucket } }, { functionVersion }) => `s3://${bucket}${functionVersion}`,
  async isKept({ siteFiles }, target, { functionVersion }) {
    if (functionVersion === undefined) return false;
    return (await siteFiles.there(target, functionVersion)).isWhole;
  },
  hasCopy: async () => false,
};

export const reads: Reads<Target> = {
  reader: async ({ sites }) => ({
    async read({ target }): Promise<Truth> {
      const found = await sites.read(target);
      if (found === undefined) return { kind: 'nothing' };
      const { path: version, eTag: setting } = found;
      return { kind: 'site', version, setting, files: target.site.files };
    },
  }),
};

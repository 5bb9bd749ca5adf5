// Nobody has consented to what a change set may destroy, and nobody is waited for any longer.

import { deploymentOf, type Intent, UNCONSENTED } from '../core/intent.ts';
import { keys, ranges } from '../core/keys.ts';
import { labelOf } from '../core/revision.ts';
import { givenUp } from '../core/target.ts';
import type { DeploymentWait } from '../core/wait.ts';
import { failWait } from './hands.ts';
import { orLogged, readableItems } from './one-by-one.ts';
import type { Ports } from './ports.ts';
import { entryOf } from './stages.ts';

/**
 * Ends what waits on a target, `why` being such as `within 4h`. One write decides between this and a consent that comes
 * at the same moment; resolves to the intent as it stands then.
 */
export async function giveUpConsent(
  ports: Ports,
  { pipeline, release, target: name, deployment }: DeploymentWait,
  why: string,
): Promise<Intent | undefined> {
  const after = await ports.table.change(keys.target(pipeline, name), (item) => {
    const { intent } = item ?? {};
    if (item === undefined || intent === undefined || !waitsForConsent(intent)) return undefined;
    if (deploymentOf(intent) !== deployment) return undefined;
    const destroys = intent.prepared?.destroys.join(', ') ?? '';
    const reason = `${UNCONSENTED} ${why} to: ${destroys}`;
    const text = `${name}: ${labelOf(intent.revision)} not deployed, ${reason}`;
    const entry = entryOf(ports, { pipeline, id: release }, 'DeploymentEnded', name, text);
    return { item: givenUp(item, reason), entries: [entry] };
  });
  return after?.intent;
}

function waitsForConsent({ status, doing, prepared, consent }: Intent): boolean {
  if (status !== 'open' || doing !== 'deploy' || prepared?.askedAt === undefined) return false;
  return consent?.digest !== prepared.digest;
}

/**
 * Ends it on all targets of a release, for a fix that waits for its stage: nobody else may have it meanwhile. The state
 * that waits begins once more, and takes away what was prepared.
 */
export async function giveUpConsents(ports: Ports, holder: string, fix: string): Promise<void> {
  for (const { status, plan, pipeline } of await readableItems(ports, ranges.waves(holder)))
    for (const { name, account, region } of status === 'open' ? plan.targets : [])
      await orLogged(ports, { release: holder, target: name }, async () => {
        const intent = (await ports.table.get(keys.target(pipeline, name)))?.intent;
        const deployment = intent && deploymentOf(intent);
        if (intent?.release !== holder || deployment === undefined) return;
        if (!waitsForConsent(intent)) return;
        const wait = await ports.table.get(keys.deploymentWait({ account, region, deployment }));
        if (!wait?.asks) return;
        const after = await giveUpConsent(ports, wait, `before ${fix} took its place`);
        const reason = 'nobody is waited for any longer';
        if (after?.status === 'ended') await failWait(ports, wait, reason, 'Contended');
      });
}

// What is prepared on a target is looked at, told of, and executed: what may destroy data only with a person's consent.

import { secondsLeft } from '../aws/time-left.ts';
import { deploymentOf, type Intent } from '../core/intent.ts';
import { keys } from '../core/keys.ts';
import { isSealed } from '../core/target.ts';
import type { DeploymentWait } from '../core/wait.ts';
import { haltOf, type Wave } from '../core/wave.ts';
import { consented } from './consented.ts';
import { firesBeforeStart } from './fires-before-start.ts';
import { announced, failWait } from './hands.ts';
import type { Begun, Carries, Prepared } from './kinds/kind.ts';
import { carriesOf } from './kinds/kinds.ts';
import { lookAtDeployment } from './look-at-deployment.ts';
import type { Ports } from './ports.ts';
import { readWave } from './read.ts';
import { entryOf } from './stages.ts';
import { targetNamed } from './target-named.ts';

/** How often a platform is asked that is still preparing, and how long between; the sweep asks on. */
const ASKED = { times: 8, seconds: 4, spared: 15 };

/**
 * Executes what was prepared for a deployment that waits, unless it was done already, nobody wants it any more, or a
 * person has to consent to it and has not. What came of preparing it otherwise is looked at.
 */
export async function carryOut(
  ports: Ports,
  wait: DeploymentWait,
  deployer?: (ports: Ports, begun: Begun) => Promise<void>,
): Promise<void> {
  const { pipeline, release, wave: index, target: name, deployment: id } = wait;
  const wave = await readWave(ports, release, index);
  const target = targetNamed(wave, name);
  const carries = carriesOf(target);
  if (carries === undefined) return;
  const begun = { pipeline, target, id };
  const prepared = await readied(ports, carries, begun);
  if (prepared === undefined) return lookAtDeployment(ports, wait);
  if (prepared === 'unready') return;
  const intent = await told(ports, wait, prepared);
  if (intent === undefined || wave.sealedAt !== undefined) return;
  // Harm, and somebody else's hand, end what goes forth; a way back goes on.
  if (intent.doing === 'deploy' && haltOf(wave) !== undefined) return;
  if (asksConsent(intent, prepared)) return ask(ports, wait, wave);
  // The state that waits for the time of a deployment begins anew, and executes it.
  if (wait.asks) return consented(ports, wait);
  // Looked at again by the sweep, and by what else wakes it, until its time is over.
  if (intent.doing === 'deploy' && (await isHeld(ports, wait, begun))) return;
  const begins = carries.carryOut ?? deployer;
  // A way back that began anew is no try of it, and what follows in it is none of those that errors have.
  const again = prepared.follows ? 'FollowsNow' : 'Contended';
  const as = intent.doing === 'deploy' ? 'TryAgain' : again;
  if (begins === undefined) return void (await failWait(ports, wait, MAY_BEGIN, as));
  await announced(ports, wave, `the changes of ${name}`, async () => {
    await keepCarriedOut(ports, wait);
    await begins(ports, begun);
  });
  // What its platform has not taken is seen at once.
  if (carries.carryOut === undefined) await lookAtDeployment(ports, wait);
}

const MAY_BEGIN = 'what is prepared may begin';

/** An alarm of the target has come to fire since its wave's gate has opened. */
async function isHeld(ports: Ports, wait: DeploymentWait, { target }: Begun): Promise<boolean> {
  const firing = await firesBeforeStart(ports, { ...wait, target });
  if (firing !== undefined)
    ports.log.info('held what is prepared', { target: target.name, firing });
  return firing !== undefined;
}

/** Whoever waits for a person does so in a state that has the time for it. */
async function ask(ports: Ports, wait: DeploymentWait, { plan }: Wave): Promise<void> {
  if (wait.asks) return;
  const { answerSeconds = 0 } = plan;
  await ports.workflows.fail(wait.token, 'ConsentAwaited', `${Math.max(1, answerSeconds)}`);
}

/** Before that nothing of the release is there, and no alarm speaks of it. */
async function keepCarriedOut(
  { table, clock }: Ports,
  { pipeline, release, target }: DeploymentWait,
): Promise<void> {
  await table.change(keys.target(pipeline, target), (item) => {
    const { intent } = item ?? {};
    if (item === undefined || intent?.release !== release || intent.carriedOutAt) return undefined;
    return { item: { ...item, intent: { ...intent, carriedOutAt: clock.now().toISOString() } } };
  });
}

async function readied(
  ports: Ports,
  carries: Carries,
  begun: Begun,
): Promise<Prepared | 'unready' | undefined> {
  for (let time = 1; ; time += 1) {
    const prepared = await carries.prepared(ports, begun);
    if (prepared !== 'unready' || time === ASKED.times || secondsLeft() < ASKED.spared)
      return prepared;
    await ports.clock.sleep(ASKED.seconds);
  }
}

/** A way back is not asked about: what it takes back was consented to, and harm waits for nobody. */
function asksConsent(
  { doing, consent }: Intent,
  { destroys, digest }: Pick<Prepared, 'destroys' | 'digest'>,
): boolean {
  return doing === 'deploy' && destroys.length > 0 && consent?.digest !== digest;
}

/** The ledger says once what is about to change. Resolves to the intent, while it stands and nothing is sealed. */
async function told(
  ports: Ports,
  { pipeline, release, target: name, deployment }: DeploymentWait,
  prepared: Prepared,
): Promise<Intent | undefined> {
  let isAsked = false;
  const after = await ports.table.change(keys.target(pipeline, name), (item) => {
    isAsked = false;
    const { intent } = item ?? {};
    if (item === undefined || intent?.status !== 'open' || isSealed(item)) return undefined;
    if (intent.release !== release || deploymentOf(intent) !== deployment) return undefined;
    const { digest, text, destroys } = prepared;
    if (intent.prepared?.digest === digest) return undefined;
    const asks = asksConsent(intent, prepared);
    const waits = asks
      ? `; it waits for a person: tidegate approve ${pipeline} ${release} --changes ${name}`
      : '';
    const said = `${name}: ${prepared.word ?? 'change set'} ${deployment} ${text}${waits}`;
    const entry = entryOf(ports, { pipeline, id: release }, 'ChangesFound', name, said);
    isAsked = asks;
    const asked = asks && { askedAt: entry.at };
    return {
      item: { ...item, intent: { ...intent, prepared: { digest, text, destroys, ...asked } } },
      entries: [entry],
    };
  });
  if (isAsked) ports.count('PeopleAsked', 'changes');
  const intent = after?.intent;
  const isIts = intent?.status === 'open' && intent.release === release;
  if (!isIts || deploymentOf(intent) !== deployment || isSealed(after!)) return undefined;
  return intent;
}

// Brings a service of ECS to a revision of its task definition that has the images of the release.

import type { ServiceFound } from '../../aws/ecs-forms.ts';
import { Failure } from '../../core/failure.ts';
import type { TargetOf } from '../../core/pipeline/target-schema.ts';
import type { Ports } from '../ports.ts';
import { unfitText, unusableText } from './ecs-unfit.ts';
import type { Started, Starts, Wanted } from './kind.ts';
import { currentOf, hasIt, refused, registerFor } from './service-definition.ts';

type Target = TargetOf<'ecs'>;

export const starts: Starts<Target> = {
  async start(ports, wanted, noted) {
    const { target, doing } = wanted;
    const found = await serviceOf(ports, target, doing);
    const current = await currentOf(ports, target, found);
    const { definition: from } = found;
    if (found.isWhole && hasIt(wanted, current)) {
      await noted({ functionVersion: from, fromVersion: from });
      await ports.containers.takePausesOut(target);
      return undefined;
    }
    const to = await registerFor(ports, wanted, current);
    await noted({ functionVersion: to, fromVersion: from });
    const since = ports.clock.now().toISOString();
    const way = { strategy: target.strategy, isBack: doing === 'rollBack' };
    await ports.serviceUpdates.update(target, found, to, way);
    return begunAs(ports, target, to, since);
  },
};

/** A way back is tried whatever stands against it, but no other hand's controller. */
async function serviceOf(
  ports: Ports,
  target: Target,
  doing: Wanted['doing'],
): Promise<ServiceFound> {
  const found = await ports.containers.service(target);
  const problem =
    unusableText(target, found) ??
    (doing === 'deploy' && found ? unfitText(target, found) : undefined);
  if (found === undefined || problem !== undefined) throw refused(problem ?? '');
  return found;
}

/** How often it is asked for, and how long between: ECS begins a deployment a moment after it has said so. */
const ASKED = { times: 5, seconds: 2 };

async function begunAs(
  ports: Ports,
  target: Target,
  definition: string,
  since: string,
): Promise<Started> {
  for (let time = 0; time < ASKED.times; time += 1) {
    if (time > 0) await ports.clock.sleep(ASKED.seconds);
    const all = await ports.containers.deployments(target, { since });
    const own = all.find((run) => run.definition === definition);
    if (own) return { id: own.id, ...(await calledOf(ports, target, definition)) };
  }
  const text = `expected ECS to have begun a deployment of ${definition}, got none yet`;
  throw new Failure('NotReady', text);
}

async function calledOf(ports: Ports, target: Target, definition: string) {
  const service = await ports.containers.service(target);
  const alsoCalled = service?.calledInEvents.get(definition);
  return alsoCalled && { alsoCalled };
}

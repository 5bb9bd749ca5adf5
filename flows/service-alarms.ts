// The alarms that a service of ECS has of its own: where one fires as a deployment begins, ECS heeds none of them for
// as long as that lasts. Its wave waits, as it does for the alarms of its targets.

import type { FoundReason } from '../core/gate/gate-reason.ts';
import { alarmReason, targetsReason } from '../core/gate/inner-reasons.ts';
import type { TargetDefinition, TargetOf } from '../core/pipeline/target-schema.ts';
import { alarmId, statesByAlarm } from './alarm-states.ts';
import { gathered } from './gathered.ts';
import type { Ports } from './ports.ts';
import { sideBySide } from './side-by-side.ts';

/** Why a wave waits for them; what cannot be read keeps it waiting too. Those under `alarms` are others' to look at. */
export async function firingOfServices(
  ports: Ports,
  targets: readonly TargetDefinition[],
): Promise<readonly FoundReason[]> {
  const all = await sideBySide(targets, (target) =>
    // CodeDeploy looks at its group's alone.
    target.ecs === undefined || target.strategy === undefined
      ? Promise.resolve([])
      : firingOf(ports, target),
  );
  return all.flat();
}

async function firingOf(ports: Ports, target: TargetOf<'ecs'>): Promise<FoundReason[]> {
  const { name, account, region, ecs } = target;
  const { found } = await gathered(ports, `the service of ${name}`, undefined, () =>
    ports.containers.service(target),
  );
  const { alarmNames = [], enable = false } = found?.configuration.alarms ?? {};
  const own = enable ? alarmNames.filter((each) => !target.alarms.includes(each)) : [];
  const named = own.map((each) => ({ account, region, name: each }));
  const { states, unread } = await statesByAlarm(ports, named);
  const firing = named.filter((each) => states.get(alarmId(each))?.state === 'ALARM');
  const whose = `service ${ecs.service}: ECS would heed none`;
  return [
    ...firing.map((each) => alarmReason({ alarm: each.name, target: whose })),
    ...unread.map((what) => targetsReason(what, `${what} could not be read`)),
  ];
}

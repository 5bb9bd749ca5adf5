// What keeps many gates shut: the freezes of the policy, and the alarms of incidents.

import { asksOwner, freezeReasons, frozenSpans } from '../core/gate/freeze-reasons.ts';
import type { FoundReason } from '../core/gate/gate-reason.ts';
import type { IncidentAlarm } from '../core/practice/freeze-schema.ts';
import type { Release } from '../core/release.ts';
import { alarmId, statesByAlarm } from './alarm-states.ts';
import { readVersion } from './definitions.ts';
import type { Standing } from './holds.ts';
import type { PolicyAtGates } from './policy-at-gates.ts';
import type { Ports } from './ports.ts';

export async function standstillReasons(
  ports: Ports,
  { freezes = [], incidentAlarms = [] }: PolicyAtGates,
  { pipeline, definitionVersion }: Release,
  stage: string,
  aheadSeconds: number,
): Promise<Standing> {
  const definition = asksOwner(freezes)
    ? await readVersion(ports, pipeline, definitionVersion)
    : undefined;
  const of = { pipeline, stage, owner: definition?.pipeline.owner };
  const now = ports.clock.now().getTime();
  const reasons = freezeReasons(freezes, of, now, aheadSeconds);
  return {
    reasons: [...reasons, ...(await incidentReasons(ports, incidentAlarms))],
    frozen: frozenSpans(freezes, of),
  };
}

/** Unknown is not healthy: an alarm that is not there, or cannot be read, tells nothing of an incident. */
async function incidentReasons(
  ports: Ports,
  alarms: readonly IncidentAlarm[],
): Promise<FoundReason[]> {
  if (alarms.length === 0) return [];
  const { states } = await statesByAlarm(ports, alarms);
  return alarms.flatMap((alarm): FoundReason[] => {
    const { account, region, name } = alarm;
    const state = states.get(alarmId(alarm))?.state ?? 'MISSING';
    if (state !== 'ALARM' && state !== 'MISSING') return [];
    const where = `${name} (in ${account} ${region})`;
    const is = state === 'ALARM' ? 'is in ALARM' : 'is missing, or cannot be read';
    return [
      {
        kind: 'incident',
        subject: alarmId(alarm),
        what: `the organisation’s alarm ${where} ${is}`,
        clears: 'the alarm, as it clears; or the owner of the policy, by leaving it out',
        command: 'tidegate policy FILE',
      },
    ];
  });
}

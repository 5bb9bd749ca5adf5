// Whom alarms tell as they fire, and what a pipeline says of that while a release of it is taken back.

import type { PipelineInput } from '../../../core/pipeline/schema.ts';
import type { ScenarioInput } from '../../world/scenario.ts';
import type { Draws } from './draws.ts';
import type { Setting } from './setting.ts';

export function drawPagers(draws: Draws, { targets }: Setting): Pick<ScenarioInput, 'pagers'> {
  const watched = targets.filter(({ alarms }) => alarms.length > 0);
  if (watched.length === 0 || !draws.chance(0.15)) return {};
  const target = draws.pick(watched);
  const whose = draws.chance(0.5) && { target: target.name };
  return { pagers: [{ alarm: draws.pick(target.alarms), ...whose }] };
}

export function drawMute(draws: Draws): Pick<PipelineInput, 'mute'> {
  if (!draws.chance(0.08)) return {};
  if (draws.chance(0.3)) return { mute: false };
  return {
    mute: {
      ...(draws.chance(0.7) && { for: draws.pick(['1m', '5m', '1h']) }),
      ...(draws.chance(0.5) && { alarms: ['orders-missing'] }),
    },
  };
}

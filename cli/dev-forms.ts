// The two forms of `tidegate dev`: played here, or a stage of one's own. What belongs to one is refused in the other.

import { DEFAULT_SEED } from './dev-options.ts';
import { refuseUsage } from './usage.ts';

type Asked = Readonly<Record<string, unknown>>;

const PLAYED = ['once', 'packaged', 'port', 'pause', 'seed', 'keep', 'pipeline', 'scenario'];
const OF_ONES_OWN = [
  'artifact',
  'as',
  'watch',
  'invoke',
  'count-in-alarms',
  'again',
  'show',
  'remove',
  'bucket',
  'policy',
  'account',
  'in-production-account',
  'table',
  'region',
  'endpoint-url',
  'api',
];

const USUAL: Asked = { port: 0, seed: DEFAULT_SEED };

export function refuseOtherForm(file: string | undefined, asked: Asked): void {
  const odd = (file === undefined ? OF_ONES_OWN : PLAYED).find((name) => isSaid(asked, name));
  if (odd === undefined) return;
  throw refuseUsage(
    file === undefined
      ? `expected a team’s FILE with --${odd}, got none`
      : `expected --${odd} without a FILE, got ${file}: what is played here takes its pipeline by --pipeline`,
  );
}

function isSaid(asked: Asked, name: string): boolean {
  const value = asked[name];
  if (Array.isArray(value)) return value.length > 0;
  return value !== undefined && value !== false && value !== USUAL[name];
}

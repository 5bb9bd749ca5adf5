// The word, sign and colour of each status. The sign and the word say it without the colour.

import type { WaveStatus } from '../../core/board/wave-status.ts';
import type { Outcome } from '../../core/outcome.ts';

export interface Words {
  readonly symbol: string;
  readonly style: 'dim' | 'cyan' | 'blue' | 'green' | 'red' | 'yellow';
  readonly text: string;
}

const statuses: Readonly<Record<WaveStatus, Words>> = {
  ahead: { symbol: '·', style: 'dim', text: '' },
  waiting: { symbol: '◌', style: 'yellow', text: 'waiting at the gate' },
  deploying: { symbol: '▸', style: 'blue', text: 'deploying' },
  testing: { symbol: '▸', style: 'blue', text: 'testing' },
  baking: { symbol: '◐', style: 'cyan', text: 'baking' },
  rollingBack: { symbol: '◂', style: 'red', text: 'rolling back' },
  passed: { symbol: '✓', style: 'green', text: 'passed' },
  rolledBack: { symbol: '✗', style: 'red', text: 'rolled back' },
  stopped: { symbol: '■', style: 'yellow', text: 'stopped' },
  leftDirty: { symbol: '!', style: 'red', text: 'left dirty: look at it' },
};

const outcomes: Readonly<Record<Outcome, Words>> = {
  Promoted: { symbol: '✓', style: 'green', text: 'Promoted' },
  RolledBack: { symbol: '✗', style: 'red', text: 'RolledBack' },
  Stopped: { symbol: '■', style: 'yellow', text: 'Stopped' },
  Superseded: { symbol: '»', style: 'dim', text: 'Superseded' },
  Refused: { symbol: '–', style: 'dim', text: 'Refused' },
  LeftDirty: { symbol: '!', style: 'red', text: 'LeftDirty' },
};

export function statusWords(status: WaveStatus): Words {
  return statuses[status];
}

/** Of a release that runs, where there is no outcome yet. */
export function outcomeWords(outcome: Outcome | undefined): Words {
  return outcome ? outcomes[outcome] : { symbol: '▸', style: 'cyan', text: 'running' };
}

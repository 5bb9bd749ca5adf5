// The word, sign and colour of each status. The sign and the word say it without the colour.

import type { WaveStatus } from '../../core/board/wave-status.ts';
import { waveWords } from '../../core/board/words.ts';
import type { Outcome } from '../../core/outcome.ts';

export interface Words {
  readonly symbol: string;
  readonly style: 'dim' | 'cyan' | 'blue' | 'green' | 'red' | 'yellow';
  readonly text: string;
}

const statuses: Readonly<Record<WaveStatus, Omit<Words, 'text'>>> = {
  ahead: { symbol: '·', style: 'dim' },
  waiting: { symbol: '◌', style: 'yellow' },
  deploying: { symbol: '▸', style: 'blue' },
  testing: { symbol: '▸', style: 'blue' },
  baking: { symbol: '◐', style: 'cyan' },
  rollingBack: { symbol: '◂', style: 'red' },
  passed: { symbol: '✓', style: 'green' },
  rolledBack: { symbol: '✗', style: 'red' },
  stopped: { symbol: '■', style: 'yellow' },
  leftDirty: { symbol: '!', style: 'red' },
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
  return { ...statuses[status], text: status === 'ahead' ? '' : waveWords[status] };
}

/** Of a release that runs, where there is no outcome yet. */
export function outcomeWords(outcome: Outcome | undefined): Words {
  return outcome ? outcomes[outcome] : { symbol: '▸', style: 'cyan', text: 'running' };
}

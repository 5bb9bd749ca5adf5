// The word, sign and colour of each status. The sign and the word say it without the colour.

import { waveTexts } from '../../core/board/status-texts.ts';
import type { WaveStatus } from '../../core/board/wave-status.ts';
import type { Outcome } from '../../core/outcome.ts';

export interface Mark {
  readonly symbol: string;
  readonly style: 'dim' | 'cyan' | 'blue' | 'green' | 'red' | 'yellow';
  readonly text: string;
}

const statuses: Readonly<Record<WaveStatus, Omit<Mark, 'text'>>> = {
  ahead: { symbol: '·', style: 'dim' },
  waiting: { symbol: '◌', style: 'yellow' },
  deploying: { symbol: '▸', style: 'blue' },
  testing: { symbol: '▸', style: 'blue' },
  baking: { symbol: '◐', style: 'cyan' },
  asking: { symbol: '?', style: 'red' },
  rollingBack: { symbol: '◂', style: 'red' },
  passed: { symbol: '✓', style: 'green' },
  overridden: { symbol: '✓', style: 'yellow' },
  rolledBack: { symbol: '✗', style: 'red' },
  stopped: { symbol: '■', style: 'yellow' },
  leftDirty: { symbol: '!', style: 'red' },
};

const outcomes: Readonly<Record<Outcome, Mark>> = {
  Promoted: { symbol: '✓', style: 'green', text: 'Promoted' },
  RolledBack: { symbol: '✗', style: 'red', text: 'RolledBack' },
  Stopped: { symbol: '■', style: 'yellow', text: 'Stopped' },
  Superseded: { symbol: '»', style: 'dim', text: 'Superseded' },
  Refused: { symbol: '–', style: 'dim', text: 'Refused' },
  LeftDirty: { symbol: '!', style: 'red', text: 'LeftDirty' },
};

export function statusMark(status: WaveStatus): Mark {
  return { ...statuses[status], text: status === 'ahead' ? '' : waveTexts[status] };
}

/** Of a release that runs, where there is no outcome yet. */
export function outcomeMark(outcome: Outcome | undefined): Mark {
  return outcome ? outcomes[outcome] : { symbol: '▸', style: 'cyan', text: 'running' };
}

// The phases of a build: its time, shared out.

import type { Build } from './builds.ts';

export interface Phase {
  readonly type: string;
  readonly startedAt: Date;
  /** Absent while it runs. */
  readonly endedAt?: Date;
  readonly status?: 'SUCCEEDED' | 'FAILED' | 'STOPPED' | 'TIMED_OUT' | 'FAULT';
  readonly context?: readonly string[];
}

/** Each phase's end, as a share of the build's whole time. */
const ENDS: readonly (readonly [type: string, share: number])[] = [
  ['SUBMITTED', 0],
  ['QUEUED', 0.01],
  ['PROVISIONING', 0.08],
  ['DOWNLOAD_SOURCE', 0.1],
  ['INSTALL', 0.3],
  ['PRE_BUILD', 0.33],
  ['BUILD', 0.94],
  ['POST_BUILD', 0.97],
  ['UPLOAD_ARTIFACTS', 0.985],
  ['FINALIZING', 1],
];

export function phasesOf(build: Build): readonly Phase[] {
  const { startedAt, endedAt, status } = build;
  if (!endedAt || status === 'IN_PROGRESS') return [{ type: 'SUBMITTED', startedAt }];

  const seconds = (endedAt.getTime() - startedAt.getTime()) / 1000;
  const at = (share: number) => new Date(startedAt.getTime() + Math.round(seconds * share) * 1000);
  const phases = ENDS.map(([type, share], index): Phase => {
    const failed = type === 'BUILD' && status !== 'SUCCEEDED';
    return {
      type,
      startedAt: at(ENDS[index - 1]?.[1] ?? 0),
      endedAt: at(share),
      status: failed ? status : 'SUCCEEDED',
      context: failed ? [contextOf(status)] : [],
    };
  });
  return [...phases, { type: 'COMPLETED', startedAt: endedAt }];
}

function contextOf(status: string): string {
  if (status !== 'FAILED') return `${status}: the build did not run to its end`;
  return 'COMMAND_EXECUTION_ERROR: Error while executing command: npm test. Reason: exit status 1';
}

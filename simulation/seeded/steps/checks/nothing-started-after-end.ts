import type { StepCheck } from '../step-check.ts';

export const nothingStartedAfterEnd: StepCheck = {
  holds: 'nothing is started for a release whose end is decided',
  atStart: ({ mark, release, functionName }, { kept }) => {
    const status = kept.release(release)?.status;
    return status === 'settling' || status === 'ended'
      ? [`${functionName} started ${mark} while its release was ${status}`]
      : [];
  },
};

import { deploymentMark, type Intent } from '../../../../core/intent.ts';
import { intentOn } from '../starts.ts';
import type { Start, StepCheck } from '../step-check.ts';

export const announcedFirst: StepCheck = {
  holds: 'nothing is started on a target whose item in the table does not announce it',
  beforeStart: (asked, { world, kept }) => {
    const { target, mark, functionName } = asked;
    const intent = intentOn(world, kept, target);
    if (intent && isAnnounced(intent, asked)) return [];
    const stands = intent && `${deploymentMark(intent, target.name)} (${howFar(intent)})`;
    const says = `${functionName} is about to start ${mark}, which nobody has announced`;
    return [`${says}; on the target’s item stands ${stands ?? 'nothing'}`];
  },
};

function howFar({ status, calls }: Intent): string {
  return status === 'ended' ? 'it has ended' : `it is open, what was called for it: ${calls.state}`;
}

/** A step of an alias is written with its share before it is taken; its shift was announced with the first. */
function isAnnounced(intent: Intent, { target, mark, share }: Start): boolean {
  if (intent.status !== 'open' || deploymentMark(intent, target.name) !== mark) return false;
  if (share === undefined) return intent.calls.state === 'announced';
  const isBegun = intent.calls.state === 'announced' || intent.calls.state === 'started';
  return isBegun && (intent.doing === 'rollBack' || intent.step?.share === share);
}

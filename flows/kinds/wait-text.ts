// What the two waits of a deployment group mean for a release, in words.

import type { GroupFound } from '../../aws/codedeploy-groups.ts';

/** What is worth knowing before a release needs it; undefined where the waits leave time for it all. */
export function waitText(
  name: string,
  { blueGreen }: Pick<GroupFound, 'blueGreen'>,
  bakeSeconds: number,
): string | undefined {
  if (blueGreen === undefined) return undefined;
  const { readyMinutes, terminationMinutes } = blueGreen;
  if (readyMinutes === undefined)
    return `${name}: its deployment group does not wait before the traffic moves (deploymentReadyOption: STOP_DEPLOYMENT): nothing is looked at before that`;
  if (terminationMinutes === undefined)
    return `${name}: its deployment group keeps what is replaced, of which CodeDeploy then knows nothing more: the way back is another deployment`;
  if (terminationMinutes * 60 >= bakeSeconds) return undefined;
  return `${name}: its deployment group ends what is replaced after ${terminationMinutes} minutes, before its bake has ended: from then on the way back is another deployment`;
}

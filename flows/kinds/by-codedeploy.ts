// The verbs of the kinds that are deployed to by CodeDeploy.

import type { GroupTarget } from '../../aws/codedeploy.ts';
import type { Finds, Observes, Stops } from './kind.ts';

export const finds: Finds<GroupTarget> = {
  find: ({ deployments }, { target, mark, since }) => deployments.find(target, mark, since),
  running: ({ deployments }, target) => deployments.running(target),
};

export const observes: Observes<GroupTarget> = {
  observe: ({ deployments }, { target, id }) => deployments.get(target, id),
};

export const stops: Stops<GroupTarget> = {
  stop: ({ deployments }, { target, id }) => deployments.stop(target, id),
};

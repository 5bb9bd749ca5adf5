// From a Task's resource to the integration that does its work.

import { StateFailure } from '../failure.ts';
import type { Walk } from '../strand.ts';
import { runFunction } from './lambda.ts';
import { runServiceCall } from './service-call.ts';
import { runBuild } from './start-build.ts';
import { runStartExecution } from './start-execution.ts';

export const integrate: Walk['runTask'] = (visit, state, input) => {
  const { resource } = state;
  if (resource.kind === 'function') return runFunction(visit, resource, input);
  if (resource.kind === 'activity') {
    throw new StateFailure(
      'States.Runtime',
      `Activities are not simulated: expected a function or an integration, got ${resource.arn}.`,
    );
  }
  const { kind, service, action } = resource;
  if (kind === 'optimized' && service === 'lambda' && action === 'invoke') {
    return runFunction(visit, resource, input);
  }
  if (kind === 'optimized' && service === 'states' && action === 'startExecution') {
    return runStartExecution(visit, resource, input);
  }
  if (kind === 'optimized' && service === 'codebuild') return runBuild(visit, resource, input);
  return runServiceCall(visit, resource, input);
};

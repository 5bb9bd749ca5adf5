// A service's error as a state sees it: `CodeDeploy.DeploymentDoesNotExistException`.

import { AwsError } from '../../service.ts';
import { StateFailure } from '../failure.ts';

export function isAwsError(error: unknown): error is AwsError {
  return error instanceof AwsError;
}

/** Names as Step Functions gives them: the service's prefix, and always `Exception` at the end. */
export function serviceFailure(error: AwsError, prefix: string): StateFailure {
  const name = error.name.endsWith('Exception') ? error.name : `${error.name}Exception`;
  const cause = `${error.message} (Service: ${prefix}, Status Code: ${error.status})`;
  return new StateFailure(`${prefix}.${name}`, cause);
}

/** Anything a service call may reject with. */
export function callFailure(error: unknown, prefix: string): StateFailure {
  if (error instanceof StateFailure) return error;
  if (isAwsError(error)) return serviceFailure(error, prefix);
  const { name, message } = error as { name?: string; message?: string };
  return new StateFailure('States.TaskFailed', `${name ?? 'Error'}: ${message ?? String(error)}`);
}
